/**
 * Tells Bun to load nothing of the folder it is started in: no `.env`, no `preload` of a `bunfig.toml`, no `paths` of a
 * `tsconfig.json`. For systems that have `/dev/null`.
 */
export const BUN_ALONE: readonly string[] = [
  '--env-file=/dev/null',
  '--config=/dev/null',
  '--tsconfig-override=/dev/null',
]

/**
 * Finds the program among the packages of the project and runs it; where it is not there, or nothing to run it with, ends
 * with 0 and says nothing. It starts nothing else, so it is as fast offline. Looks in the project that the host names,
 * else in the current folder, and upwards from there to the root of the repository (a `.git` that is a folder: that of a
 * linked worktree or a submodule is a file), but never above a repository, where the folders may be another user's. In
 * one line without a single quote, so that it is one word to `sh`; the shell opens no file, since one that can't open its
 * script leaves with 2.
 */
const SCRIPT = [
  `d=\${CLAUDE_PROJECT_DIR:-$PWD} r=$d s=node_modules/dos-hook/dist/dos-hook.js`,
  `until [ -d "$r/.git" ] || [ "$r" = "\${r%/*}" ]; do r=\${r%/*}; done`,
  '[ -d "$r/.git" ] || r=$d',
  `until [ -f "$d/$s" ]; do [ "$d" = "$r" ] && exit 0; d=\${d%/*}; done`,
  `command -v bun >/dev/null 2>&1 && exec bun ${BUN_ALONE.join(' ')} "$d/$s" "$@"`,
  'command -v node >/dev/null 2>&1 && exec node "$d/$s" "$@"',
  'exit 0',
].join('; ')

/**
 * The words that settings which a team shares start the program by: those of a line for `sh`, which is right on every
 * machine, also where the package is not installed. Always to be written as a command line: a host that ignores the
 * arguments of a program would have `sh` read the event as its script.
 */
export const PROJECT_COMMAND: readonly string[] = ['sh', '-c', SCRIPT, 'dos-hook']

/** Whether the words before a program's name are those of {@link PROJECT_COMMAND}. */
export function startsInProject(words: readonly string[]): boolean {
  return words.length === 3 && words.every((word, at) => word === PROJECT_COMMAND[at])
}
