import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERBS } from '@dos/command-line/verbs'
import manifest from '../../package.json' with { type: 'json' }

/** The folder of the whole repository. */
const ROOT = join(import.meta.dir, '..', '..', '..', '..')

/** Where the plugin for Claude Code lies. */
export const PLUGIN: string = join(ROOT, 'plugins', 'claude-code')

/** The folder that is a marketplace, with the one plugin in it. */
export const MARKETPLACE: string = ROOT

/** One command that the plugin binds. */
export interface BoundHook {
  readonly event: string
  readonly matcher: string | undefined
  /** As it stands there, every key of it. */
  readonly entry: Readonly<Record<string, unknown>>
  readonly command: string
  /** What `dos-hook` is called with. */
  readonly words: readonly string[]
  /** In seconds. */
  readonly timeout: number | undefined
}

/**
 * Does nothing, and says nothing, where the command is not installed: a plugin is often there before it. Looks for it, and
 * lets it look for all else, in no folder of the PATH that a project or a package runner has put there.
 */
const GUARD =
  `w=\${CLAUDE_PROJECT_DIR:-/dev/null} p=/dev/null; case $HOME/ in "$w"/*) w=/dev/null;; esac; set -f; IFS=:; ` +
  'for d in $PATH; do case $d/ in "$w"/*|*/node_modules/.bin/*) ;; /*) p=$p:$d;; esac; done; PATH=$p; ' +
  'command -v dos-hook >/dev/null 2>&1 || exit 0; exec dos-hook '

/** Every command that the plugin binds, in the order in which they stand there. */
export function boundHooks(): readonly BoundHook[] {
  const { hooks } = read(PLUGIN, 'hooks', 'hooks.json') as { hooks: Record<string, readonly Group[]> }
  return Object.entries(hooks).flatMap(([event, groups]) =>
    groups.flatMap(({ matcher, hooks: entries }) =>
      entries.map((entry) => {
        const command = String(entry['command'])
        const words = command.startsWith(GUARD) ? command.slice(GUARD.length).split(' ') : []
        const { timeout } = entry
        return {
          event,
          matcher,
          entry,
          command,
          words,
          timeout: typeof timeout === 'number' ? timeout : undefined,
        }
      }),
    ),
  )
}

interface Group {
  readonly matcher?: string
  readonly hooks: readonly Readonly<Record<string, unknown>>[]
}

/** What is wrong with the plugin and the marketplace as they lie there. Nothing, where all is well. */
export function pluginFaults(): readonly string[] {
  const plugin = read(PLUGIN, '.claude-plugin', 'plugin.json')
  const market = read(MARKETPLACE, '.claude-plugin', 'marketplace.json')
  const listed = market['plugins']
  const [one] = Array.isArray(listed) ? listed : []
  return [
    ...unlessEqual('the name of the plugin', plugin['name'], manifest.name),
    ...unlessEqual('the version of the plugin', plugin['version'], manifest.version),
    ...unlessEqual('the licence of the plugin', plugin['license'], manifest.license),
    ...unlessEqual('what the marketplace lists', Array.isArray(listed) && listed.length, 1),
    ...unlessEqual('the name in the marketplace', one?.name, manifest.name),
    ...unlessEqual('the folder in the marketplace', join(MARKETPLACE, String(one?.source)), PLUGIN),
    // Given twice, one of the two would be forgotten.
    ...unlessEqual('a version in the marketplace', one?.version, undefined),
    ...boundHooks().flatMap(hookFaults),
  ]
}

function hookFaults({ event, entry, command, words, timeout }: BoundHook): readonly string[] {
  const where = `${event}: ${command}`
  const [verb, ...flags] = words
  return [
    ...(verb === undefined
      ? [`${where} is not guarded against a command that isn't there, or is a project's`]
      : []),
    ...(VERBS.some(({ name, caller }) => name === verb && caller === 'hook')
      ? []
      : [`${where} calls no verb of hooks`]),
    ...(flags.length > 0 ? [`${where} has flags, but the plugin is to be off by itself`] : []),
    ...(timeout === undefined ? [`${where} has no timeout`] : []),
    ...Object.keys(entry)
      .filter((key) => !['type', 'command', 'timeout'].includes(key))
      .map((key) => `${where} has “${key}”`),
  ]
}

function unlessEqual(what: string, seen: unknown, wanted: unknown): readonly string[] {
  return seen === wanted ? [] : [`${what} is ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`]
}

function read(...path: readonly string[]): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(...path), 'utf8'))
}
