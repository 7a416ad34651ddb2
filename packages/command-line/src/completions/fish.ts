/// <reference path="./text-files.d.ts" />
import { wordsOf } from '../read-flags.ts'
import type { Flag, Operand, Verb } from '../verb.ts'
import helpers from './helpers.fish' with { type: 'text' }

/** Completions for fish 3.0 and later. */
export function completionsForFish(verbs: readonly Verb[]): string {
  return `# Completions of dos-hook for fish. Put there by: dos-hook completions fish

${helpers}
complete -c dos-hook -f
complete -c dos-hook -n __dos_hook_at_verb -s h -l help -d 'show the help'
complete -c dos-hook -n __dos_hook_at_verb -s v -l version -d 'show the version'
${verbs.map(({ name, summary }) => `complete -c dos-hook -n __dos_hook_at_verb -a ${name} -d ${quote(summary)}`).join('\n')}

${verbs.map(completeVerb).join('\n\n')}
`
}

function completeVerb({ name, flags, operand }: Verb): string {
  const valued = Object.entries(flags).flatMap(([flag, { kind }]) => (kind === undefined ? [] : [flag]))
  return [
    ...(operand === undefined ? [] : [completeOperand([name, ...valued], operand)]),
    ...Object.entries(flags).map(([flag, one]) => completeFlag(name, flag, one)),
    `complete -c dos-hook -n '__dos_hook_takes ${name} --help' -s h -l help -d 'show the help'`,
  ].join('\n')
}

function completeFlag(verb: string, name: string, flag: Flag): string {
  const value = flag.kind === undefined ? [] : ['-x', ...offer(flag)]
  return [
    `complete -c dos-hook -n '__dos_hook_takes ${verb} ${name}' -l ${name.slice(2)}`,
    ...value,
    `-d ${quote(flag.meaning)}`,
  ].join(' ')
}

function completeOperand(words: readonly string[], operand: Operand): string {
  const when = `'__dos_hook_lacks_operand ${words.join(' ')}'`
  return ['complete -c dos-hook -n', when, ...offer(operand), `-d ${quote(operand.meaning)}`].join(' ')
}

function offer(valued: Pick<Flag, 'kind' | 'words'>): readonly string[] {
  switch (valued.kind) {
    case 'host':
    case 'word':
      return [`-a '${wordsOf(valued).join(' ')}'`]
    case 'hosts':
      return [`-a '(__dos_hook_list ${wordsOf(valued).join(' ')})'`]
    case 'folder':
      return ["-a '(__fish_complete_directories)'"]
    case 'session':
      return ["-a '(__dos_hook_sessions)'"]
    default:
      return []
  }
}

function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
