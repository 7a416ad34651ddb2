import ignore from 'ignore'

/**
 * The folders that hosts and loops keep for themselves, wherever in a repository they stand: state, logs, sessions,
 * settings. Untracked files there are no work of the agent; tracked ones (a skill, an agent's definition) are.
 * Each is the folder that the program of that name documents as its own: this tool, hosts, loops and their plug-ins.
 */
const KEPT_FOLDERS: ReadonlySet<string> = new Set(
  (
    '.dos .claude .codex .gemini .qwen .copilot .cursor .factory .kiro .agents .agent .opencode .kilo .kilocode .kimi ' +
    '.pi .windsurf .cline .continue .roo .augment .junie .goose .crush .amp .trae .zencoder .openhands ' +
    '.aider.tags.cache.v3 .aider.tags.cache.v4 ' +
    '.ralph .omc .omx .sisyphus .claude-flow .swarm .hive-mind .specstory .serena .entire'
  ).split(' '),
)

/** Bookkeeping inside of those folders, never progress even where it is tracked: patterns from the kept folder up. */
const BOOKKEEPING: readonly string[] = [
  '/.dos/',
  // The state of loop plug-ins, as ralph-loop's; settings that a host rewrites for one machine.
  ...['*.local.md', '*.local.json', 'scheduled_tasks.json', '*.log', '*.lock', '*.pid'],
  ...['logs/', 'state/', 'sessions/'],
  // Ralph loops: counters, circuit breaker, ids of sessions.
  ...['/.ralph/.*', '/.ralph/status.json', '/.ralph/progress.json'],
]

/** Files that loops and hosts keep in the root of a repository, tracked or not. */
const IN_THE_ROOT: ReadonlySet<string> = new Set(
  (
    '.aider.chat.history.md .aider.input.history .call_count .last_reset .exit_signals .response_analysis ' +
    '.circuit_breaker_state .circuit_breaker_history .ralph_session .ralph_session_history .claude_session_id ' +
    '.loop_start_sha'
  ).split(' '),
)

/** Stands in a path for the way out of the workspace: `..` would be a hidden file to a pattern such as `.*`. */
const OUTSIDE = '\u0001/'

/** Whether a changed file may be the agent's work, by its path from the root and whether the repository has it. */
export type IsWork = (path: string, tracked: boolean) => boolean

/**
 * Makes the question for one repository.
 *
 * @param patterns - `[progress] ignore`: further files that are never progress, as in a `.gitignore` that lies in `base`,
 * a folder by its path from the root (`''` is the root). No pattern that begins there applies to a file outside of it.
 */
export function workFilter(patterns: readonly string[], base: string): IsWork {
  const isIgnored = patterns.length === 0 ? undefined : ignoredBy(patterns)
  let isBookkeeping: ((path: string) => boolean) | undefined
  return (path, tracked) => {
    if (path === '') return false
    const isBelow = base === '' || path.startsWith(`${base}/`)
    if (isIgnored?.(isBelow ? path.slice(base === '' ? 0 : base.length + 1) : OUTSIDE + path)) return false
    const kept = fromKeptFolder(path)
    if (kept === undefined) return !IN_THE_ROOT.has(path.toLowerCase())
    isBookkeeping ??= ignoredBy(BOOKKEEPING)
    return tracked && !isBookkeeping(kept)
  }
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

/** A tree may hold names such as `..`, at which the matcher would throw. */
function ignoredBy(patterns: readonly string[]): (path: string) => boolean {
  const matcher = ignore({ allowRelativePaths: true }).add([...patterns])
  return (path) => matcher.ignores(path)
}
