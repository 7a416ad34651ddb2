import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The session of the tests. */
export const SESSION = 's'

/** One record as another program may write it. */
export const MARKER = '{"op":"MARKER"}\n'

/** What an armed decision leaves beside the tally. */
export const NOTED: readonly string[] = ['.dos/metrics', '.dos/metrics/observations.jsonl']

/** A folder on the real disk; gone at the end of the scope. */
export interface Workspace extends Disposable {
  readonly path: string
  /** Where the tally of {@link SESSION} lies. */
  readonly tally: string
  /** Writes a file with the folders that it takes. @returns its path */
  put(name: string, content: string | Uint8Array): string
  /** Makes a folder. @returns its path */
  folder(name: string): string
  /** Every path in it, links not followed. */
  all(): readonly string[]
  /** The records of a tally, none where there is no tally. Throws where a line is not whole. */
  records(session?: string): readonly Readonly<Record<string, unknown>>[]
  /** A Stop event of {@link SESSION} in this workspace. */
  stop(more?: Readonly<Record<string, unknown>>): string
}

/**
 * Makes an empty workspace.
 *
 * @param base - the folder to make it in, for a path that is as long on every machine; default: that for such things
 */
export function makeWorkspace(base: string = tmpdir()): Workspace {
  const path = realpathSync(mkdtempSync(join(base, 'dos-hook-')))
  const tallyOf = (session: string) => join(path, '.dos', 'markers', `${session}.jsonl`)
  const folder = (name: string) => {
    mkdirSync(join(path, name), { recursive: true })
    return join(path, name)
  }
  return {
    path,
    tally: tallyOf(SESSION),
    folder,
    put: (name, content) => {
      folder(dirname(name))
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    all: () => walk(path, '').toSorted(),
    records: (session = SESSION) =>
      existsSync(tallyOf(session)) ? parseLines(readFileSync(tallyOf(session), 'utf8')) : [],
    stop: (more = {}) =>
      JSON.stringify({
        hook_event_name: 'Stop',
        session_id: SESSION,
        cwd: path,
        stop_hook_active: false,
        ...more,
      }),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** By hand, since Bun's `recursive` follows links. */
function walk(root: string, below: string): readonly string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name)
    return entry.isDirectory() ? [path, ...walk(root, path)] : [path]
  })
}

function parseLines(text: string): readonly Readonly<Record<string, unknown>>[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}
