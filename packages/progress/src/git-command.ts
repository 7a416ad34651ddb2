import type { GitQuestion } from './ops.ts'

/** The arguments and the environment of one git process. */
export interface GitCommand {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** What a person configured for every repository stays; where a repository is, is ours to say. */
const KEPT = new Set(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'GIT_EXEC_PATH'])

/**
 * Makes a git command that only reads: it takes no lock, asks nobody, starts no pager, hook, file monitor or
 * transport that the repository's configuration may name, and looks at no folder above the one it is given.
 *
 * @param question - with a `root` free of links, which is what git compares its ceiling with
 * @param env - the environment to start from
 */
export function gitCommand(
  { root, args, config = [] }: GitQuestion,
  env: Readonly<Record<string, string | undefined>>,
): GitCommand {
  const settings: GitQuestion['config'] = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ...config,
  ]
  return {
    args: [
      '-C',
      root,
      '--no-pager',
      ...settings.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ...args,
    ],
    env: {
      ...inherited(env),
      GIT_CEILING_DIRECTORIES: folderAbove(root),
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      // A partial clone would fetch what is missing, by a program that its own configuration may name.
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_NO_REPLACE_OBJECTS: '1',
      LC_ALL: 'C',
    },
  }
}

function inherited(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || (name.startsWith('GIT_') && !KEPT.has(name))) continue
    kept[name] = name === 'PATH' ? absoluteOnly(value) : value
  }
  return kept
}

/** Without `.`, `node_modules/.bin` and the like: a workspace must not be able to bring its own git. */
function absoluteOnly(path: string): string {
  if (/(^|;)[A-Za-z]:[\\/]/.test(path)) return path
  const folders = path.split(':').filter((folder) => folder.startsWith('/'))
  // An empty list would mean the current folder.
  return folders.length === 0 ? '/nonexistent' : folders.join(':')
}

function folderAbove(root: string): string {
  return root.replace(/[\\/]+[^\\/]*[\\/]*$/, '') || '/'
}
