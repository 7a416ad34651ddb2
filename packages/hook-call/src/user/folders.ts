import { posix, win32 } from 'node:path'

/** What has to be known to say where this program may keep what is its own. */
export interface FolderFacts {
  readonly platform: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Where this program keeps what is its own, for one user. */
export interface OwnFolders {
  /** Programs that settings name: they stay where they are when packages come and go. */
  readonly programs: string
  /** Settings as they were. */
  readonly backups: string
  /** When each host last called this program, a file each. */
  readonly heard: string
}

/**
 * The folders of this program: on Linux by the XDG base directories, on macOS and Windows where programs keep their
 * data. Never in a project, where they would show up as changes.
 */
export function ownFolders({ platform, home, env }: FolderFacts): OwnFolders {
  switch (platform) {
    case 'win32': {
      const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local')
      return inOne(win32.join(local, 'dos-hook'), win32.join)
    }
    case 'darwin':
      return inOne(posix.join(home, 'Library', 'Application Support', 'dos-hook'), posix.join)
    default: {
      const data = absolute(env['XDG_DATA_HOME']) ?? posix.join(home, '.local', 'share')
      const state = absolute(env['XDG_STATE_HOME']) ?? posix.join(home, '.local', 'state')
      return {
        programs: posix.join(data, 'dos-hook', 'programs'),
        backups: posix.join(state, 'dos-hook', 'backups'),
        heard: posix.join(state, 'dos-hook', 'heard'),
      }
    }
  }
}

/** Where a compiled command is put for one user. */
export function nativePath(facts: FolderFacts): string {
  const { programs } = ownFolders(facts)
  return facts.platform === 'win32'
    ? win32.join(programs, 'native', 'dos-hook.exe')
    : posix.join(programs, 'native', 'dos-hook')
}

function inOne(folder: string, join: (...parts: string[]) => string): OwnFolders {
  return {
    programs: join(folder, 'programs'),
    backups: join(folder, 'backups'),
    heard: join(folder, 'heard'),
  }
}

/** A relative one is to be ignored, says the specification. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && posix.isAbsolute(path) ? path : undefined
}
