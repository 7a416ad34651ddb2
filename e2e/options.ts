import { parseArgs } from 'node:util'

/** How to call it. */
export const USAGE = `bun run e2e:hosts [NAME…] [--list] [--keep] [--verbose] [--record]

Runs real agent hosts against a scripted model on loopback, with the hook and without it, and counts model requests.
NAME is a scenario (claude-code/talk), a host (codex) or a kind (talk). Without one: all.

  --list     name the scenarios and leave
  --keep     keep the runs' folders even if all went well
  --verbose  tell what was counted in each run
  --record   keep a Stop event of each host in e2e/fixtures

E2E_CACHE  where the hosts' packages are installed (default: dos-hook-e2e in the user's cache folder)`

/** What the command line asks for. */
export interface Options {
  readonly names: readonly string[]
  readonly help: boolean
  readonly list: boolean
  readonly keep: boolean
  readonly verbose: boolean
  readonly record: boolean
}

/** Reads the command line. Throws where it is wrong. */
export function readOptions(args: readonly string[]): Options {
  const flag = { type: 'boolean', default: false } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: flag, list: flag, keep: flag, verbose: flag, record: flag },
  })
  return { ...values, names: positionals }
}
