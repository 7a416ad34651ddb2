import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { runGit } from './git/run.ts'
import { type FileStat, OWN_FOLDER, type ProgressOps } from './paths/ops.ts'

/** Links followed by nobody's wait: a FIFO opens at once, a terminal does not become ours. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/**
 * The real operations, under Bun and Node.
 *
 * @param options - `env`, the environment git is started with (location variables such as `GIT_DIR` are dropped);
 * `git`, the program, default `git` as found in `PATH`
 */
export function nodeOps(options: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly git?: string
}): ProgressOps {
  return {
    stat: (path) => statOf(() => statSync(path, { throwIfNoEntry: false })),
    lstat: (path) => statOf(() => lstatSync(path, { throwIfNoEntry: false })),
    realpath: (path) => realpathSync(path),
    open: (path) => openSync(path, OPEN_FLAGS),
    fstat: (fd) => toFileStat(fstatSync(fd)),
    read: (fd, bytes, position) => readSync(fd, bytes, 0, bytes.length, position),
    close: closeSync,
    // An error takes longer to make than the look whether there is a folder at all.
    list: (path) => (statSync(path, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(path)),
    makeFolder,
    removeFolder,
    uid: process.geteuid?.(),
    env: options.env,
    git: (question) => runGit(question, options.env['PATH'] ?? '', options.git),
    now: () => performance.now(),
  }
}

/** Nobody else can read or fill it: it is made with the rights of its owner alone, under a name that was free. */
function makeFolder(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
): string {
  const folder = makeEmptyFolder()
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    if (name.endsWith('/')) mkdirSync(path)
    else writeFileSync(path, content)
  }
  // A junction is the only link that needs no privilege on Windows; elsewhere the type means nothing.
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name), 'junction')
  return folder
}

/**
 * In memory, where Linux has a place for that and nobody named another: a busy disk takes up to 4 ms to make it.
 * `os.tmpdir` says the same, and takes a quarter of a millisecond to load.
 */
function makeEmptyFolder(): string {
  const { env } = process
  const named = env['TMPDIR'] || env['TMP'] || env['TEMP']
  try {
    if (!named) return mkdtempSync(join('/dev/shm', OWN_FOLDER))
  } catch {
    // Then on the disk.
  }
  return mkdtempSync(join(realpathSync(named || '/tmp'), OWN_FOLDER))
}

/** One by one, since mostly there is just what was put in: the removal of a whole tree takes ten times as long. */
function removeFolder(path: string): void {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) rmdirSync(join(path, entry.name))
      else unlinkSync(join(path, entry.name))
    }
    rmdirSync(path)
  } catch {
    rmSync(path, { recursive: true, force: true })
  }
}

function statOf(stat: () => Stats | undefined): FileStat | undefined {
  try {
    const found = stat()
    return found === undefined ? undefined : toFileStat(found)
  } catch (error) {
    // A file where a folder was expected: there is nothing at that path. Bun throws here, Node does not.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}

function toFileStat(stats: Stats): FileStat {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other'
  return { kind, size: stats.size, mtimeMs: stats.mtimeMs, mode: stats.mode, uid: stats.uid }
}
