import ignore, { type Ignore } from 'ignore'

/**
 * The folders that hosts and loops keep for themselves, wherever in a repository they stand: state, logs, sessions,
 * settings. Untracked files there are no work of the agent; tracked ones (a skill, an agent's definition) are.
 * Each is the folder that the program of that name documents as its own.
 */
const KEPT_FOLDERS: ReadonlySet<string> = new Set([
  // This tool.
  '.dos',
  // Hosts.
  '.claude',
  '.codex',
  '.gemini',
  '.qwen',
  '.copilot',
  '.cursor',
  '.factory',
  '.kiro',
  '.agents',
  '.agent',
  '.opencode',
  '.kilo',
  '.kilocode',
  '.kimi',
  '.pi',
  '.windsurf',
  '.cline',
  '.continue',
  '.roo',
  '.augment',
  '.junie',
  '.goose',
  '.crush',
  '.amp',
  '.trae',
  '.zencoder',
  '.openhands',
  '.aider.tags.cache.v3',
  '.aider.tags.cache.v4',
  // Loops, and what plugins keep beside them.
  '.ralph',
  '.omc',
  '.omx',
  '.sisyphus',
  '.claude-flow',
  '.swarm',
  '.hive-mind',
  '.specstory',
  '.serena',
  '.entire',
])

/** Bookkeeping inside of those folders, never progress even where it is tracked. Patterns as git's, from the kept folder up. */
const BOOKKEEPING: readonly string[] = [
  '/.dos/',
  // The state of loop plugins, as ralph-loop's; settings that a host rewrites for one machine.
  '*.local.md',
  '*.local.json',
  'scheduled_tasks.json',
  '*.log',
  '*.lock',
  '*.pid',
  'logs/',
  'state/',
  'sessions/',
  // Ralph loops: counters, circuit breaker, ids of sessions.
  '/.ralph/.*',
  '/.ralph/status.json',
  '/.ralph/progress.json',
]

/** Files that loops and hosts keep in the root of a repository, tracked or not. Patterns as git's. */
const IN_THE_ROOT: readonly string[] = [
  '/.aider.chat.history.md',
  '/.aider.input.history',
  '/.call_count',
  '/.last_reset',
  '/.exit_signals',
  '/.response_analysis',
  '/.circuit_breaker_state',
  '/.circuit_breaker_history',
  '/.ralph_session',
  '/.ralph_session_history',
  '/.claude_session_id',
  '/.loop_start_sha',
]

/** Stands in a path for the way out of the workspace: `..` would be a hidden file to a pattern such as `.*`. */
const OUTSIDE = '\u0001/'

/**
 * Answers whether a changed file may be the agent's work.
 *
 * @param path - from the root of the repository, with `/`
 * @param tracked - whether the repository has it
 */
export type IsWork = (path: string, tracked: boolean) => boolean

/**
 * Makes the question for one repository.
 *
 * @param patterns - `[progress] ignore`: further files that are never progress, as in a `.gitignore` that lies in `base`
 * @param base - the folder the patterns count from, relative to the repository's root; `''` is the root itself. To a file
 * outside of it no pattern applies that begins there.
 */
export function workFilter(patterns: readonly string[], base: string): IsWork {
  const user = patterns.length === 0 ? undefined : matcher(patterns)
  let bookkeeping: Ignore | undefined
  let root: Ignore | undefined
  return (path, tracked) => {
    if (path === '') return false
    const fromBase =
      base === '' ? path : path.startsWith(`${base}/`) ? path.slice(base.length + 1) : OUTSIDE + path
    if (user?.ignores(fromBase)) return false
    const kept = fromKeptFolder(path)
    if (kept === undefined) {
      if (path[0] !== '.') return true
      root ??= matcher(IN_THE_ROOT)
      return !root.ignores(path)
    }
    if (!tracked) return false
    bookkeeping ??= matcher(BOOKKEEPING)
    return !bookkeeping.ignores(kept)
  }
}

/** A tree may hold names such as `..`, at which the matcher would throw. */
function matcher(patterns: readonly string[]): Ignore {
  return ignore({ allowRelativePaths: true }).add([...patterns])
}

/** A path from its first kept folder on; `undefined` where it has none. */
function fromKeptFolder(path: string): string | undefined {
  let start = 0
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', start)) {
    if (path[start] === '.' && KEPT_FOLDERS.has(path.slice(start, end))) return path.slice(start)
    start = end + 1
  }
  return undefined
}
