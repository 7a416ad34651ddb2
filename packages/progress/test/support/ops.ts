import { nodeOps, type ProgressOps } from '../../src/index.ts'
import type { GitQuestion } from '../../src/paths/ops.ts'
import { GIT_ENV } from './repo.ts'

/** The real operations, and what was asked of git. */
export interface WatchedOps extends ProgressOps {
  readonly asked: GitQuestion[]
}

/** The real operations with a hermetic git, some of them replaced. */
export function watchedOps(replaced: Partial<ProgressOps> = {}): WatchedOps {
  const real = { ...nodeOps({ env: replaced.env ?? GIT_ENV }), ...replaced }
  const asked: GitQuestion[] = []
  return {
    ...real,
    asked,
    git(question) {
      asked.push(question)
      return real.git(question)
    },
  }
}

/** Operations for which starting git is a failure of the test. */
export function opsWithoutGit(): ProgressOps {
  return watchedOps({
    git: ({ args }) => {
      throw new Error(`git was asked: ${args.join(' ')}`)
    },
  })
}
