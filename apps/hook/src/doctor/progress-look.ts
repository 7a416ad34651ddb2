import type { ProgressLook } from '@dos/hook-doctor'
import {
  DEFAULT_PROGRESS_POLICY,
  nodeOps,
  type PathSighting,
  type ProgressPolicy,
  type RepositorySightings,
  readFingerprint,
  UNKNOWN_REASONS,
} from '@dos/progress'
import type { DeskIo } from '../desk/desk-io.ts'

/** Looks at progress once, as a hook would, and says what there was to be seen and how long it took. */
export function lookAtProgress(
  workspace: string,
  { watch, paths }: ProgressPolicy = DEFAULT_PROGRESS_POLICY,
  { env }: Pick<DeskIo, 'env'>,
): ProgressLook {
  const began = performance.now()
  const seen = readFingerprint({ workspace, watch, paths, ops: nodeOps({ env }) })
  const ms = performance.now() - began
  const all = [
    ...wordsOf('', seen),
    ...Object.entries(seen.paths ?? {}).flatMap(([path, each]) => pathWords(path, each)),
  ]
  const unseen = all.flatMap((each) => ('unseen' in each ? [each.unseen] : []))
  return {
    ms,
    saw: all.flatMap((each) => ('saw' in each ? [each.saw] : [])).join(', '),
    ...(unseen.length > 0 && { unseen: unseen.join('; ') }),
  }
}

type Words = { readonly saw: string } | { readonly unseen: string }

function pathWords(path: string, seen: PathSighting): readonly Words[] {
  if (typeof seen === 'string') return [{ saw: path }]
  if (seen === null) return [{ saw: `${path}, which is not there` }]
  return 'unknown' in seen
    ? [{ unseen: `${path}: ${UNKNOWN_REASONS[seen.unknown]}` }]
    : wordsOf(`${path}: `, seen)
}

function wordsOf(before: string, { commit, tree }: RepositorySightings): readonly Words[] {
  if (commit === null && (tree === null || tree === undefined)) return [{ saw: `${before}no repository` }]
  return [
    ...(typeof commit === 'string'
      ? [{ saw: `${before}commit ${commit.slice(0, 7)}` }]
      : reasonOf(`${before}commit`, commit)),
    ...(typeof tree === 'string'
      ? [{ saw: before + treeWords(tree) }]
      : reasonOf(`${before}uncommitted work`, tree)),
  ]
}

function treeWords(tree: string): string {
  const files = Number.parseInt(tree, 10)
  if (files === 0) return 'nothing uncommitted'
  return files === 1 ? '1 changed file' : `${files} changed files`
}

function reasonOf(what: string, seen: RepositorySightings['tree']): readonly Words[] {
  return typeof seen === 'object' && seen !== null
    ? [{ unseen: `${what}: ${UNKNOWN_REASONS[seen.unknown]}` }]
    : []
}
