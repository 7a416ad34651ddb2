import { parseArgs } from 'node:util'
import { HOSTS } from './hosts/index.ts'

/** How many hosts at a time by default: two fill two cores while they start. */
const AT_ONCE = 2

/** How to call it. */
export const USAGE: string = `bun run e2e:hosts [NAME…] [--version HOST=X…] [--at-once N] [--list] [--keep] [--verbose] [--record]

Runs real agent hosts against a scripted model on loopback, with the hook and without it, and counts model requests.
NAME is a scenario (claude-code/talk), a host (codex) or a kind (talk). Without one: all.

  --version HOST=X  run this version of a host in place of the usual one; give it again for more versions
  --at-once N       how many quick scenarios to run at a time (default: ${AT_ONCE}); slow ones have places of their own
  --list            name the scenarios and leave
  --keep            keep the runs' folders even if all went well
  --verbose         print the counts of each run
  --record          keep a Stop event of each host in e2e/fixtures

E2E_CACHE  the folder to install the hosts' packages into (default: dos-hook-e2e in the user's cache folder)`

/** What the command line asks for. */
export interface Options {
  readonly names: readonly string[]
  /** The versions to run, by the host's name. A host that is not named runs its usual one. */
  readonly versions: Readonly<Record<string, readonly string[]>>
  readonly atOnce: number
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
    options: {
      version: { type: 'string', multiple: true, default: [] },
      'at-once': { type: 'string', default: String(AT_ONCE) },
      help: flag,
      list: flag,
      keep: flag,
      verbose: flag,
      record: flag,
    },
  })
  const { version, 'at-once': atOnce, ...flags } = values
  if (!/^[1-9]\d*$/.test(atOnce)) throw new Error(`--at-once ${atOnce}: expected a number from 1 up`)
  return { ...flags, atOnce: Number(atOnce), versions: readVersions(version), names: positionals }
}

function readVersions(given: readonly string[]): Options['versions'] {
  const versions: Record<string, string[]> = {}
  for (const one of given) {
    const [, host = '', version = ''] = /^([a-z-]+)=(\d+\.\d+\.\d+\S*)$/.exec(one) ?? []
    if (!HOSTS.some(({ name }) => name === host)) {
      const names = HOSTS.map(({ name }) => name).join(', ')
      throw new Error(`--version ${one}: expected HOST=X.Y.Z, where HOST is one of ${names}`)
    }
    versions[host] = [...new Set([...(versions[host] ?? []), version])]
  }
  return versions
}
