import { spawnSync } from 'node:child_process'
import { tool } from './launch.ts'

/** What a bash is asked, beside the script that is under test. */
export interface AskedBash {
  /** The completions. */
  readonly script: string
  readonly typed: string
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Lines of shell before everything else: options that a user may have set. */
  readonly before?: string
  /** Characters that end a word beside blanks. Default: those of bash that matter here. */
  readonly breaks?: string
}

/**
 * Asks the function that bash would call for the last word of a command line, as bash calls it. Nothing may come on
 * stderr: it would tear the line that is being typed.
 */
export function askBash({
  script,
  typed,
  cwd,
  env = {},
  before = '',
  breaks = '=',
}: AskedBash): readonly string[] {
  const words = toWords(typed, breaks)
  const call = `${before}
eval "$1"; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_dos_hook dos-hook "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\0' "\${COMPREPLY[@]}"`
  const { status, stdout, stderr } = spawnSync(
    tool('bash'),
    ['--norc', '--noprofile', '-c', call, 'bash', script, ...words],
    { cwd, env: { PATH: '/nonexistent', LC_ALL: 'C.UTF-8', ...env }, encoding: 'utf8' },
  )
  if (status !== 0 || stderr !== '') throw new Error(`bash left with ${status}: ${stderr}`)
  return stdout.split('\0').filter((word) => word !== '')
}

/** As readline cuts a line: at blanks, and before and behind each character that breaks. */
function toWords(typed: string, breaks: string): readonly string[] {
  const isBreak = (character: string) => breaks.includes(character)
  return typed.split(' ').flatMap((word) => {
    const pieces = ['']
    for (const character of word) {
      if (isBreak(character)) pieces.push(character, '')
      else pieces.push(`${pieces.pop()}${character}`)
    }
    return pieces.length > 1 && pieces.at(-1) === '' ? pieces.slice(0, -1) : pieces
  })
}
