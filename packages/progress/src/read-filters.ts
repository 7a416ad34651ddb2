import type { Repository } from './find-repository.ts'
import type { Unknown } from './fingerprint.ts'
import type { GitQuestion } from './ops.ts'
import { readText } from './read-file.ts'
import { askGit, type Reading } from './reading.ts'

/** The configuration that turns the repository's own content filters off. */
export type Filters =
  | { readonly kind: 'filters'; readonly off: NonNullable<GitQuestion['config']> }
  | ({ readonly kind: 'unknown' } & Unknown)

/** Far above any configuration a person keeps. */
const CONFIG_LIMIT = 262_144
const NAMES_LIMIT = 65_536

/**
 * Finds what content filters a repository's own configuration brings along. `git status` runs them on a file whose
 * time has changed, so a folder got from somewhere could run a program. Filters that a person set up for all
 * repositories are theirs and stay. Git is asked only where the configuration has a word of filters or includes.
 */
export function readFilters(reading: Reading, { root, gitDir, commonDir }: Repository): Filters {
  let mentioned = false
  for (const path of [`${commonDir}/config`, `${gitDir}/config.worktree`]) {
    const config = readText(reading.ops, path, CONFIG_LIMIT)
    if (config.kind === 'unknown') return config
    if (config.kind === 'text' && /filter|include/i.test(config.text)) mentioned = true
  }
  if (!mentioned) return { kind: 'filters', off: [] }

  const asked = askGit(reading, { root, args: ['config', '-z', '--name-only', '--list'] }, NAMES_LIMIT)
  if (asked.kind === 'unknown') return asked
  const names = asked.stdout.split('\0').filter((key) => /^filter\..*\.(clean|process|required)$/s.test(key))
  // Such a name cannot be handed over on the command line, and no honest filter has it.
  if (names.some((key) => key.includes('='))) return { kind: 'unknown', unknown: 'git-failed' }
  return {
    kind: 'filters',
    off: [...new Set(names)].map((key) => [key, key.endsWith('.required') ? 'false' : '']),
  }
}
