import type { DeskIo } from '@dos/desk/world/desk-io'
import manifest from '../../package.json' with { type: 'json' }
import { NOW } from './fake-io.ts'

/** What one call of a verb for people said. */
export interface DeskSaid {
  readonly status: 0 | 1
  readonly stdout: string
  readonly stderr: readonly string[]
}

/** Runs a verb for people in this process, at {@link NOW}, piped and without colours unless told otherwise. */
export async function callDesk(
  verb: (args: readonly string[], io: DeskIo) => Promise<0 | 1>,
  args: readonly string[],
  given: Partial<DeskIo> = {},
): Promise<DeskSaid> {
  let stdout = ''
  const stderr: string[] = []
  const status = await verb(args, {
    version: manifest.version,
    args,
    env: {},
    cwd: () => '/',
    now: () => NOW,
    newId: () => 'id',
    readStdin: async () => ({ kind: 'late' }),
    platform: 'linux',
    home: '/home/me',
    columns: undefined,
    colours: false,
    canAsk: false,
    stdinIsGiven: false,
    write: (text) => {
      stdout += text
    },
    complain: (line) => {
      stderr.push(line)
    },
    ...given,
  })
  return { status, stdout, stderr }
}
