import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startInTerminal } from './terminal.ts'

/** A command line, and the folder in which it is typed. */
export interface Typed {
  readonly typed: string
  readonly cwd: string
}

/** Asks fish's own engine what it would offer, which needs no terminal. @returns the words, for each line */
export function askFish(program: string, script: string, lines: readonly Typed[]): readonly string[][] {
  return lines.map(({ typed, cwd }) => {
    const words = ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', script, typed]
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd,
      env: { PATH: '/nonexistent', HOME: cwd, LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    })
    if (status !== 0 || stderr !== '') throw new Error(`fish left with ${status}: ${stderr}`)
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/\t.*$/, '')]))
  })
}

/** How one interactive shell reads the completions, puts all that it offers into the line, and tells the line. */
interface Interactive {
  readonly words: readonly string[]
  /** Sourced at first; `$OUT` is where the line goes when Ctrl-X d is typed. */
  readonly setUp: (script: string, out: string) => string
}

const BASH: Interactive = {
  words: ['--norc', '--noprofile', '-i'],
  setUp: (script, out) => `
. ${script}
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind '"\\C-xa": insert-completions'
_tell() { printf '%s' "$READLINE_LINE" >${out}.new; command mv ${out}.new ${out}; READLINE_LINE=; }
bind -x '"\\C-xd": _tell'
PS1='ready> '`,
}

const ZSH: Interactive = {
  words: ['-f', '-i'],
  setUp: (script, out) => `
autoload -Uz compinit; compinit -u -D
. ${script}
unsetopt beep
zstyle ':completion:all:*' completer _all_matches _complete
zstyle ':completion:all:*' insert true
zstyle ':completion:all:*' old-matches false
zle -C all complete-word _generic
bindkey '^Xa' all
_tell() { print -rn -- "$BUFFER" >${out}.new; command mv ${out}.new ${out}; BUFFER= }
zle -N _tell; bindkey '^Xd' _tell
PS1='ready> '`,
}

/** Types each line into a real bash or zsh, and asks it for everything that it offers there. */
export async function askInteractive(
  shell: 'bash' | 'zsh',
  program: string,
  script: string,
  lines: readonly Typed[],
): Promise<readonly string[][]> {
  const { words, setUp } = shell === 'bash' ? BASH : ZSH
  const folder = mkdtempSync(join(tmpdir(), 'dos-hook-shell-'))
  const out = join(folder, 'line')
  const rc = join(folder, 'rc')
  writeFileSync(rc, setUp(script, out))
  const env = { HOME: folder, LC_ALL: 'C.UTF-8', INPUTRC: '/dev/null' }
  const path = process.env['PATH'] ?? ''
  try {
    await using terminal = await startInTerminal([], {
      by: { words: [program, ...words], path },
      cols: 400,
      env,
    })
    terminal.keys(`. ${rc}\r`)
    await terminal.waitFor(/^ready>/m)
    const told: string[][] = []
    for (const { typed, cwd } of lines) {
      terminal.keys(`cd ${cwd}\r`)
      terminal.keys(`${typed}\x18a\x18d`)
      for (const end = performance.now() + 10_000; !existsSync(out); await Bun.sleep(5)) {
        if (performance.now() > end)
          throw new Error(`${shell} told nothing of “${typed}”:\n${(await terminal.look()).text}`)
      }
      told.push(addedTo(typed, readFileSync(out, 'utf8')))
      rmSync(out)
    }
    return told
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The words that took the place of the last one. Where nothing was offered, the line is as it was typed. */
function addedTo(typed: string, line: string): string[] {
  if (line.trimEnd() === typed.trimEnd()) return []
  const before = typed.slice(0, typed.lastIndexOf(' ') + 1)
  if (!line.startsWith(before)) throw new Error(`“${typed}” became “${line}”`)
  return line.slice(before.length).trim().split(/ +/)
}
