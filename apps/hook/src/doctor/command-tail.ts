import type { Detached } from '@dos/hook-doctor'

/** The words behind a program up to where a shell goes on with something else. */
export interface CommandTail {
  /** Without redirections. */
  readonly words: readonly string[]
  /** What stands between the program and its host. */
  readonly detached: readonly Detached[]
}

/** A number or `&`, an arrow, and where to; that may also be the next word. */
const REDIRECTION = /^(\d*|&)(>>|>\||>&|<<<|<<|<&|<>|>|<)(.*)$/s

/** The same file again. */
const STDOUT: readonly string[] = ['1', '/dev/stdout', '/dev/fd/1']

/** Takes the words behind a program apart as a shell does. */
export function readTail(words: readonly string[]): CommandTail {
  const kept: string[] = []
  const detached = new Set<Detached>()
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const [, stream = '', arrow = '', target = ''] = REDIRECTION.exec(word) ?? []
    if (arrow !== '') {
      const lost = lostBy(stream, arrow, target || (words[++at] ?? ''))
      if (lost !== undefined) detached.add(lost)
      continue
    }
    const end = /^[;&|)]/.test(word) ? 0 : word.search(/[;&|)]+$/)
    if (end !== 0) kept.push(end < 0 ? word : word.slice(0, end))
    if (end < 0) continue
    const went = wentTo(word.slice(end))
    if (went !== undefined) detached.add(went)
    break
  }
  return { words: kept, detached: [...detached] }
}

function lostBy(stream: string, arrow: string, target: string): Detached | undefined {
  if (arrow.startsWith('<')) return stream === '' || stream === '0' ? 'input' : undefined
  if (stream !== '' && stream !== '1' && stream !== '&') return undefined
  return STDOUT.includes(target) ? undefined : 'output'
}

/** What follows a sign that ends a command. */
function wentTo(sign: string): Detached | undefined {
  if (/^\|&?([^|]|$)/.test(sign)) return 'pipe'
  return /^&([^&>]|$)/.test(sign) ? 'background' : undefined
}
