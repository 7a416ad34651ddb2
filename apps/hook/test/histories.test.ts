import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { report } from './support/fake-io.ts'
import { makeOwnRepository } from './support/progressing.ts'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { crons, rearm, toolCall, wake } from './support/schedule.ts'
import type { Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

/** What an agent, a person or another command may do before the next Stop. */
const STEPS = [
  'edit',
  'edit another file',
  'revert',
  'stash',
  'stash pop',
  'commit',
  'amend',
  'touch',
  'checkout',
  'bookkeeping',
  'rearm looks',
  'wake looks',
  'reset after a commit',
] as const
type Step = (typeof STEPS)[number]

/** Time for a look: what is slow in a test run is not what is tested. */
const TOML = '[marker]\nmax_streak = 100\n[progress]\nbudget_ms = 5000\n'

/** What ground truth is, told by git itself, without the command's own record-keeping. */
function truth(workspace: Workspace): { readonly tree: string; readonly work: string } {
  const status = git(workspace.path, 'status', '--porcelain', '--untracked-files=all', '-z')
  const files = status
    .split('\0')
    .filter((line) => line !== '' && !line.includes('.claude/'))
    .map((line) => line.slice(3))
    .sort()
  const contents = files.map((file) => {
    try {
      return `${file}:${readFileSync(join(workspace.path, file), 'utf8')}`
    } catch {
      return `${file} is gone`
    }
  })
  return { tree: git(workspace.path, 'rev-parse', 'HEAD^{tree}').trim(), work: contents.join('\n') }
}

/** The plain model: a commit with another tree, or uncommitted work that is left and is not what it was. */
function advanced(before: ReturnType<typeof truth>, now: ReturnType<typeof truth>): boolean {
  return before.tree !== now.tree || (now.work !== '' && before.work !== now.work)
}

describe('Over any history the tally, the answer and a plain model agree', () => {
  test('turn by turn, whatever command looked first', async () => {
    const turn = fc.array(fc.constantFrom(...STEPS), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 7 }), fc.boolean(), async (turns, named) => {
        using workspace = makeOwnRepository()
        workspace.put('dos.toml', TOML)
        commit(workspace.path, 'policy')
        let number = 0
        let streak = 0
        let seen: ReturnType<typeof truth> | undefined
        for (const [index, steps] of turns.entries()) {
          const turnId = named ? { prompt_id: `turn-${index}` } : {}
          const ids = { ...turnId, session_crons: crons('look') }
          // Whatever any command saw go forward in the turn is progress of the turn.
          let worked = false
          const look = (records: boolean) => {
            const now = truth(workspace)
            const isNews = seen !== undefined && advanced(seen, now)
            if (isNews) worked = true
            // What finds nothing new to record leaves the next look to compare with what is recorded.
            if (isNews || records) seen = now
            return isNews
          }
          for (const step of steps) {
            number += 1
            await take(step, workspace, ids, number)
            if (step.endsWith('looks')) look(seen === undefined && hasFingerprint(workspace))
            if (step === 'reset after a commit') {
              look(true)
              streak = 0
            }
          }
          look(true)
          const told = await report(['--loop'], { stdin: workspace.stop(ids), env: WITH_GIT })
          streak = worked ? 0 : streak + 1
          expect([told['answer'], told['markers_emitted']]).toEqual([worked ? 'release' : 'hold', streak])
        }
      }),
      { numRuns: storm(100, 25) },
    )
  })
})

function hasFingerprint(workspace: Workspace): boolean {
  return existsSync(workspace.tally) && workspace.records().some((record) => 'fingerprint' in record)
}

async function take(
  step: Step,
  workspace: Workspace,
  ids: Readonly<Record<string, unknown>>,
  number: number,
): Promise<void> {
  const { path } = workspace
  const tryGit = (...args: readonly string[]): void => {
    try {
      git(path, ...args)
    } catch {
      // Nothing to stash, to pop, to commit: then nothing happens.
    }
  }
  switch (step) {
    case 'edit':
      workspace.put('mine', `work ${number}`)
      return
    case 'edit another file':
      workspace.put(`other-${number % 2}`, `work ${number}`)
      return
    case 'revert':
      return tryGit('checkout', '--', '.')
    case 'stash':
      return tryGit('stash', 'push', '--include-untracked', '--quiet')
    case 'stash pop':
      return tryGit('stash', 'pop', '--quiet')
    case 'commit':
      tryGit('add', '--all', '--', '.', ':!.claude')
      return tryGit('commit', '--quiet', '--message', `commit ${number}`)
    case 'amend':
      return tryGit('commit', '--quiet', '--amend', '--message', `amended ${number}`)
    case 'touch':
      workspace.put('mine', readFileSync(join(path, 'mine')))
      return
    case 'checkout':
      return tryGit('checkout', '--quiet', '-B', `branch-${number}`)
    case 'bookkeeping':
      workspace.put('.claude/ralph-loop.local.md', `iteration: ${number}`)
      return
    case 'rearm looks':
      await rearm(toolCall(workspace, 'ScheduleWakeup', { delaySeconds: 60, prompt: 'look' }, ids), [], {
        env: WITH_GIT,
      })
      return
    case 'wake looks':
      await wake(workspace.stop(ids), [], { env: WITH_GIT })
      return
    case 'reset after a commit':
      await report(['--reset'], {
        stdin: workspace.stop({ ...ids, hook_event_name: 'PostToolUse' }),
        env: WITH_GIT,
      })
  }
}
