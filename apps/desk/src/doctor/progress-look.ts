import type { ProgressLook } from '@dos/hook-doctor'
import {
  DEFAULT_PROGRESS_POLICY,
  look,
  MAX_BUDGET_MS,
  nodeOps,
  type ProgressPolicy,
  type Sightings,
} from '@dos/progress'
import type { DeskIo } from '../world/desk-io.ts'

/** Looks at progress once, as a hook would but with time, and says what there was to be seen and how long it took. */
export function lookAtProgress(
  workspace: string,
  policy: ProgressPolicy = DEFAULT_PROGRESS_POLICY,
  { env }: Pick<DeskIo, 'env'>,
): ProgressLook {
  const { budgetMs } = policy
  const { seen, unseen, ms } = look({
    workspace,
    policy: { ...policy, budgetMs: MAX_BUDGET_MS },
    ops: nodeOps({ env }),
  })
  const late =
    ms > budgetMs
      ? [`it takes ${Math.ceil(ms)} ms, and [progress] budget_ms is ${budgetMs}: raise that, or ignore more`]
      : []
  // Where there is no repository, or nobody wants one watched, there is nothing to mend.
  const isNowhere = unseen.some(({ why }) => why === 'no-repository')
  const missed = [
    ...unseen.filter(({ why }) => why !== 'no-repository' && why !== 'off').map(({ text }) => text),
    ...late,
  ]
  const paths = Object.entries(seen.paths ?? {}).flatMap(([path, each]) =>
    typeof each === 'string'
      ? [path]
      : each === null
        ? [`${path}, which is not there`]
        : wordsOf(`${path}: `, each),
  )
  return {
    ms,
    saw: [...(isNowhere ? ['no repository'] : wordsOf('', seen)), ...paths].join(', '),
    ...(missed.length > 0 && { unseen: missed.join('; ') }),
  }
}

function wordsOf(before: string, { commit, tree, untracked, worktrees = {} }: Sightings): readonly string[] {
  const others = Object.keys(worktrees).length
  return [
    ...(typeof commit === 'string' ? [`commit ${commit.slice(0, 7)}`] : []),
    ...(others > 0 ? [`${others} other work ${others === 1 ? 'tree' : 'trees'}`] : []),
    ...(typeof tree === 'string' ? [filesOf(tree, 'changed')] : []),
    ...(typeof untracked === 'string' && untracked !== '0' ? [filesOf(untracked, 'untracked')] : []),
  ].map((words) => before + words)
}

function filesOf(sighting: string, what: string): string {
  const files = Number.parseInt(sighting, 10)
  return files === 0 ? 'nothing uncommitted' : `${files} ${what} ${files === 1 ? 'file' : 'files'}`
}
