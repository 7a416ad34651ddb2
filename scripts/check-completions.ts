/**
 * Completes in the real shells: reads each script with the shell it is for, types command lines there, and compares
 * what is offered. A shell that is missing is a failure: `apt-get install bash zsh fish`.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPLETION_SCRIPTS } from '@dos/command-line/completions/scripts'
import { askFish, askInteractive, type Typed } from '../apps/hook/test/support/ask-shell.ts'
import { COMPLETION_CASES, makeCompletionWorkspace } from '../apps/hook/test/support/completion-cases.ts'

const SHELLS = {
  bash: {
    script: COMPLETION_SCRIPTS.bash(),
    ask: (program: string, script: string, lines: readonly Typed[]) =>
      askInteractive('bash', program, script, lines),
  },
  zsh: {
    script: COMPLETION_SCRIPTS.zsh(),
    ask: (program: string, script: string, lines: readonly Typed[]) =>
      askInteractive('zsh', program, script, lines),
  },
  fish: { script: COMPLETION_SCRIPTS.fish(), ask: askFish },
}

const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-completions-'))
try {
  for (const [shell, { script, ask }] of Object.entries(SHELLS)) {
    const program = Bun.which(shell)
    if (program === null) {
      complain(`${shell} is not on the PATH, so its completions are not checked`)
      continue
    }
    const path = join(scratch, shell)
    writeFileSync(path, script)
    const { exitCode, stderr } = Bun.spawnSync([program, '-n', path])
    if (exitCode !== 0 || stderr.length > 0) complain(`${shell} -n: ${stderr.toString()}`)
    await complete(shell, (lines) => ask(program, path, lines))
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function complete(
  shell: string,
  ask: (lines: readonly Typed[]) => readonly string[][] | Promise<readonly string[][]>,
): Promise<void> {
  using workspace = makeCompletionWorkspace()
  const lines = COMPLETION_CASES.map(({ typed, folder = '.' }) => ({ typed, cwd: workspace.folder(folder) }))
  const told = await ask(lines)
  let wrong = 0
  for (const [index, { typed, offered }] of COMPLETION_CASES.entries()) {
    // A word may be offered with the flag that it is the value of, or with the = or , that may follow it.
    const words = told[index]?.map((word) => word.replace(/^--[\w-]+=(?=.)/, '').replace(/[=,]$/, ''))
    if (sorted(words ?? []) === sorted(offered)) continue
    wrong += 1
    complain(`${shell} offers for “${typed}”:\n  ${sorted(words ?? [])}\ninstead of\n  ${sorted(offered)}`)
  }
  const files = readdirSync(workspace.path, { recursive: true, encoding: 'utf8' })
  if (files.some((name) => /(^|\/)ran$/.test(name))) complain(`${shell} ran the name of a file`)
  if (wrong === 0) console.log(`ok  ${shell}: ${COMPLETION_CASES.length} command lines completed`)
}

function sorted(words: readonly string[]): string {
  return words.toSorted().join(' ')
}

function complain(text: string): void {
  console.error(text)
  process.exitCode = 1
}
