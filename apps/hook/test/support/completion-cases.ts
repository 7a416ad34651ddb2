import { VERBS } from '@dos/command-line/verbs'
import { HOST_NAMES } from '@dos/hook-dialect'
import { makeWorkspace, type Workspace } from './workspace.ts'

/** A command line that is being typed, and what a shell is to offer for its last word. */
export interface CompletionCase {
  readonly typed: string
  readonly offered: readonly string[]
  /** The folder of the workspace in which it is typed. Default: the workspace itself. */
  readonly folder?: string
}

/** What every shell offers alike. */
export const COMPLETION_CASES: readonly CompletionCase[] = [
  { typed: 'dos-hook ', offered: VERBS.map(({ name }) => name) },
  { typed: 'dos-hook m', offered: ['marker'] },
  { typed: 'dos-hook st', offered: ['stats', 'status'] },
  { typed: 'dos-hook re', offered: ['rearm', 'remove'] },
  { typed: 'dos-hook nothing', offered: [] },
  { typed: 'dos-hook --v', offered: ['--version'] },
  ...VERBS.map(({ name, flags }) => ({
    typed: `dos-hook ${name} --`,
    offered: [...Object.keys(flags), '--help'],
  })),
  { typed: 'dos-hook marker --d', offered: ['--debug', '--dialect', '--dry-run'] },
  { typed: 'dos-hook marker --loop --dialect codex --d', offered: ['--debug', '--dry-run'] },
  { typed: 'dos-hook marker --dialect ', offered: ['auto', ...HOST_NAMES] },
  { typed: 'dos-hook marker --dialect co', offered: ['codex', 'copilot'] },
  { typed: 'dos-hook marker --dialect=co', offered: ['codex', 'copilot'] },
  { typed: 'dos-hook init --host ', offered: ['auto', ...HOST_NAMES] },
  { typed: 'dos-hook init --host codex,ge', offered: ['codex,gemini'] },
  { typed: 'dos-hook init --host=codex,qwen,ge', offered: ['codex,qwen,gemini'] },
  { typed: 'dos-hook init --scope ', offered: ['local', 'project', 'user'] },
  { typed: 'dos-hook init --loop --scope p', offered: ['project'] },
  { typed: 'dos-hook completions ', offered: ['bash', 'fish', 'zsh'] },
  { typed: 'dos-hook completions z', offered: ['zsh'] },
  { typed: 'dos-hook prune --keep ', offered: [] },
  { typed: 'dos-hook explain ', offered: ['night-2', 'nightly', 'weekly'] },
  { typed: 'dos-hook explain n', offered: ['night-2', 'nightly'], folder: 'sub/deeper' },
  { typed: 'dos-hook explain --json n', offered: ['night-2', 'nightly'] },
  { typed: 'dos-hook explain nightly w', offered: [] },
  { typed: 'dos-hook explain --workspace other ', offered: ['elsewhere'] },
  { typed: 'dos-hook explain --workspace=other ', offered: ['elsewhere'] },
  { typed: 'dos-hook explain --workspace nowhere n', offered: [] },
  { typed: 'dos-hook check --run w', offered: ['weekly'] },
  { typed: 'dos-hook check --claim --run=w', offered: ['weekly'] },
  { typed: 'dos-hook marker --session-id ni', offered: ['night-2', 'nightly'] },
]

/**
 * What a shell must not put into a command line: each would run something, or be another word than the file's name.
 * No session has such a name, but a folder that was cloned may have such a file.
 */
const HOSTILE = [
  '$(touch ran)',
  '`touch ran`',
  'n;touch ran',
  'n&touch ran',
  'n|touch ran',
  'n>ran',
  "n'touch ran'",
  'n"$(touch ran)"',
  'n touch',
  'n\ntouch ran',
  'n\\',
  'n*',
  'n{a,b}',
  'n\u001b[31m',
  '~',
  '!!',
  '-n',
  '--json',
]

/** A workspace with sessions, with a second one in it, and with files that are meant to do harm. */
export function makeCompletionWorkspace(): Workspace {
  const workspace = makeWorkspace()
  workspace.put('dos.toml', '')
  workspace.folder('sub/deeper')
  for (const name of ['nightly', 'night-2', 'weekly', ...HOSTILE]) {
    workspace.put(`.dos/markers/${name}.jsonl`, '')
  }
  workspace.put('.dos/markers/nightly.jsonl.lock', '')
  workspace.put('.dos/markers/nightly.txt', '')
  workspace.put('other/.dos/markers/elsewhere.jsonl', '')
  return workspace
}
