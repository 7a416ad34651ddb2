/// <reference path="./text-files.d.ts" />
import { wordsOf } from '../read-flags.ts'
import type { Flag, Verb } from '../verb.ts'
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

# The flags of a command, and those of them that take a value.
_dos_hook_flags() {
  case $verb in
${verbs.map(flagsOf).join('\n')}
  esac
}

# Offers values of the flag that waits for one.
_dos_hook_value() {
  case "$verb $pending" in
${byAction(verbs.flatMap(({ name, flags }) => Object.entries(flags).map(([flag, one]) => [`'${name} ${flag}'`, one])))}
  esac
}

# Offers the word that may stand behind a command.
_dos_hook_operand() {
  case $verb in
${byAction(verbs.flatMap(({ name, operand }) => (operand === undefined ? [] : [[name, operand]])))}
  esac
}

${helpers}`
}

function flagsOf({ name, flags }: Verb): string {
  const valued = Object.entries(flags).flatMap(([flag, { kind }]) => (kind === undefined ? [] : [flag]))
  return [
    `    ${name})`,
    `      flags='${[...Object.keys(flags), '--help'].join(' ')}'`,
    ...(valued.length === 0 ? [] : [`      valued='${valued.join(' ')}'`]),
    '      ;;',
  ].join('\n')
}

type Valued = Pick<Flag, 'kind' | 'words'>

/** One branch for each action, since many flags are completed in the same way. */
function byAction(offers: readonly (readonly [pattern: string, valued: Valued])[]): string {
  const patterns = new Map<string, readonly string[]>()
  for (const [pattern, valued] of offers) {
    const action = actionOf(valued)
    if (action !== undefined) patterns.set(action, [...(patterns.get(action) ?? []), pattern])
  }
  return [...patterns]
    .map(([action, those]) => [`    ${those.join(' | ')})`, `      ${action}`, '      ;;'].join('\n'))
    .join('\n')
}

function actionOf(valued: Valued): string | undefined {
  switch (valued.kind) {
    case 'host':
    case 'word':
      return `_dos_hook_words '${wordsOf(valued).join(' ')}'`
    case 'hosts':
      return `_dos_hook_list '${wordsOf(valued).join(' ')}'`
    case 'folder':
      return '_dos_hook_folders'
    case 'session':
      return '_dos_hook_sessions'
    default:
      return undefined
  }
}
