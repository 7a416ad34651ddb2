import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Call, type Ended, run } from './command.ts'

/** A user's own folder with a project in it, both on the real disk and gone at the end of the scope. */
export interface Home extends Disposable {
  readonly path: string
  /** The project, which is where calls are made. */
  readonly project: string
  /** The environment of every call: nothing outside of this folder is anybody's home. */
  readonly env: Readonly<Record<string, string>>
  /** Calls the real command, the compiled one unless told otherwise: what init does is the same to all. */
  call(args: readonly string[], more?: Call): Promise<Ended>
  /** Writes a file below the home. @returns its path */
  put(name: string, content: string | Uint8Array): string
  /** The bytes of a file as text. */
  read(name: string): string
  has(name: string): boolean
  /** Everything below the home by its path: bytes, modes, and where links lead; without what Bun keeps for itself. */
  everything(): ReadonlyMap<string, string>
}

/** Makes a home with an empty project in it. */
export function makeHome(): Home {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'dos-hook-home-')))
  const project = join(path, 'project')
  mkdirSync(join(project, '.git'), { recursive: true })
  chmodSync(path, 0o755)
  // What was built for the tests lies in the real folder for what is thrown away, and is not to be taken for that.
  const env = { HOME: path, TMPDIR: join(path, 'tmp') }
  const at = (name: string) => join(path, name)
  return {
    path,
    project,
    env,
    call: (args, more = {}) => run('', { cwd: project, ...more, args, env: { ...env, ...more.env } }),
    put: (name, content) => {
      mkdirSync(dirname(at(name)), { recursive: true })
      writeFileSync(at(name), content)
      return at(name)
    },
    read: (name) => readFileSync(at(name), 'utf8'),
    has: (name) => existsSync(at(name)),
    everything: () => new Map(walk(path, '')),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

function walk(root: string, below: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name)
    if (path === '.bun') return []
    const { mode } = lstatSync(join(root, path))
    const rights = (mode & 0o7777).toString(8)
    if (entry.isDirectory()) return [[path, rights] as const, ...walk(root, path)]
    const content = entry.isSymbolicLink()
      ? readlinkSync(join(root, path))
      : readFileSync(join(root, path)).toString('base64')
    return [[path, `${rights} ${content}`] as const]
  })
}
