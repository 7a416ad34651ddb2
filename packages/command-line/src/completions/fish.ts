/// <reference path="./text-files.d.ts" />
import type { Flag, Operand, Value, Verb } from '../verbs/entry.ts'
import helpers from './helpers.fish' with { type: 'text' }

/** Completions for fish 3.0 and later. */
export function completionsForFish(verbs: readonly Verb[]): string {
  return `# Completions of dos-hook for fish. Put there by: dos-hook completions fish

${helpers}
complete -c dos-hook -f
complete -c dos-hook -n __dos_hook_at_verb -s h -l help -d 'tell what there is'
complete -c dos-hook -n __dos_hook_at_verb -s v -l version -d 'tell the version'
${verbs.map(({ name, summary }) => `complete -c dos-hook -n __dos_hook_at_verb -a ${name} -d ${quote(summary)}`).join('\n')}

${verbs.map(completeVerb).join('\n\n')}
`
}

function completeVerb(verb: Verb): string {
  const { name, flags, operand } = verb
  return [
    ...(operand === undefined ? [] : [completeOperand(verb, operand)]),
    ...flags.map((flag) => completeFlag(name, flag)),
  ].join('\n')
}

function completeFlag(verb: string, { name, short, value, meaning }: Flag): string {
  return [
    `complete -c dos-hook -n '__dos_hook_takes ${verb} ${name}'`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${name.slice(2)}`,
    ...(value === undefined ? [] : ['-x', ...offer(value)]),
    `-d ${quote(meaning)}`,
  ].join(' ')
}

function completeOperand({ name, flags }: Verb, { value, meaning }: Operand): string {
  const valued = flags.filter((flag) => flag.value !== undefined).map((flag) => flag.name)
  const when = `'${['__dos_hook_lacks_operand', name, ...valued].join(' ')}'`
  return ['complete -c dos-hook -n', when, ...offer(value), `-d ${quote(meaning)}`].join(' ')
}

function offer(value: Value): readonly string[] {
  switch (value.kind) {
    case 'host':
    case 'choice':
      return [`-a '${value.words.join(' ')}'`]
    case 'hosts':
      return [`-a '(__dos_hook_list ${value.words.join(' ')})'`]
    case 'folder':
      return ["-a '(__fish_complete_directories)'"]
    case 'session':
      return ["-a '(__dos_hook_sessions)'"]
    case 'number':
    case 'duration':
    case 'text':
      return []
  }
}

function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
