/// <reference path="./text-files.d.ts" />
import type { Value, Verb } from '../verbs/entry.ts'
import helpers from './helpers.bash' with { type: 'text' }

/** Completions for bash 3.2 and later, which need no bash-completion package. */
export function completionsForBash(verbs: readonly Verb[]): string {
  const names = verbs.map(({ name }) => name)
  return `# Completions of dos-hook for bash. Put there by: dos-hook completions bash

_dos_hook_verbs() {
  case $cur in
    -*) _dos_hook_words '--help --version' ;;
    *) _dos_hook_words '${names.join(' ')}' ;;
  esac
}

# The flags of a verb, and those of them that take a value.
_dos_hook_flags() {
  case $verb in
${verbs.map(flagsOf).join('\n')}
  esac
}

# Offers values of the flag that waits for one.
_dos_hook_value() {
  case "$verb $pending" in
${byAction(verbs.flatMap(valuesOf)).join('\n')}
  esac
}

# Offers the word that may stand behind a verb.
_dos_hook_operand() {
  case $verb in
${byAction(verbs.flatMap(operandOf)).join('\n')}
  esac
}

${helpers}`
}

function flagsOf({ name, flags }: Verb): string {
  const valued = flags.filter(({ value }) => value !== undefined)
  return [
    `    ${name})`,
    `      flags='${flags.map((flag) => flag.name).join(' ')}'`,
    ...(valued.length === 0 ? [] : [`      valued='${valued.map((flag) => flag.name).join(' ')}'`]),
    '      ;;',
  ].join('\n')
}

/** Where something can be offered, and by what. */
type Offer = readonly [pattern: string, action: string]

function valuesOf({ name, flags }: Verb): readonly Offer[] {
  return flags.flatMap((flag) => toOffer(`'${name} ${flag.name}'`, flag.value))
}

function operandOf({ name, operand }: Verb): readonly Offer[] {
  return toOffer(name, operand?.value)
}

function toOffer(pattern: string, value: Value | undefined): readonly Offer[] {
  switch (value?.kind) {
    case 'host':
    case 'choice':
      return [[pattern, `_dos_hook_words '${value.words.join(' ')}'`]]
    case 'hosts':
      return [[pattern, `_dos_hook_list '${value.words.join(' ')}'`]]
    case 'folder':
      return [[pattern, '_dos_hook_folders']]
    case 'session':
      return [[pattern, '_dos_hook_sessions']]
    case 'number':
    case 'duration':
    case 'text':
    case undefined:
      return []
  }
}

/** One branch for each action, since many flags are completed in the same way. */
function byAction(offers: readonly Offer[]): readonly string[] {
  const actions = [...new Set(offers.map(([, action]) => action))]
  return actions.map((action) => {
    const patterns = offers.flatMap(([pattern, own]) => (own === action ? [pattern] : []))
    return [`    ${patterns.join(' | ')})`, `      ${action}`, '      ;;'].join('\n')
  })
}
