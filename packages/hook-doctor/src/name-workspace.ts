import type { WorkspaceFacts } from './facts.ts'
import type { Mend } from './finding.ts'
import { shellWord } from './shell-word.ts'

/**
 * A command that acts on the workspace that was looked at, wherever it is pasted: this program finds again what it found
 * without being told, git takes the folder that it is started in.
 */
export function nameWorkspace(mend: Mend, { folder, from }: WorkspaceFacts, platform: string): Mend {
  if (!('run' in mend)) return mend
  const { run } = mend
  const isGit = run.startsWith('git ')
  if (from === 'current-folder' || (from === 'elsewhere' && !isGit)) return mend
  const word = shellWord(folder, platform)
  if (word === undefined) return { edit: `in the workspace, call \`${run}\`` }
  return { run: isGit ? run.replace(/^git /, () => `git -C ${word} `) : `${run} --workspace ${word}` }
}
