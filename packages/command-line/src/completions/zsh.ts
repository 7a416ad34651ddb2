/// <reference path="./text-files.d.ts" />
import type { Flag, Operand, Value, Verb } from '../verbs/entry.ts'
import helpers from './helpers.zsh' with { type: 'text' }

/** Completions for zsh: a file for a folder of fpath, which can be sourced as well. */
export function completionsForZsh(verbs: readonly Verb[]): string {
  return `#compdef dos-hook
# Completions of dos-hook for zsh. Put there by: dos-hook completions zsh

_dos_hook_verbs() {
  local -a verbs flags
  verbs=(
${verbs.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`).join('\n')}
  )
  flags=(
    '--help:tell what there is'
    '--version:tell the version'
  )
  if [[ $PREFIX == -* ]]; then
    _describe -o -t flags flag flags
  else
    _describe -t verbs verb verbs
  fi
}

_dos_hook_arguments() {
  case $verb in
${verbs.map(argumentsOf).join('\n')}
  esac
}

${helpers}`
}

function argumentsOf({ name, flags, operand }: Verb): string {
  const specs = [...flags.map(flagSpec), ...(operand === undefined ? [] : [operandSpec(operand)])]
  return [
    `    ${name})`,
    '      _arguments \\',
    specs.map((spec) => `        ${spec}`).join(' \\\n'),
    '      ;;',
  ].join('\n')
}

function flagSpec({ name, short, value, meaning }: Flag): string {
  const described = `[${meaning.replaceAll(/[\][\\:]/g, '\\$&')}]`
  // What is asked together with help isn't heeded.
  if (name === '--help') return `'(- *)'{${short},${name}}${quote(described)}`
  return quote(value === undefined ? `${name}${described}` : `${name}=${described}${argument(value)}`)
}

function operandSpec({ value, required }: Operand): string {
  return quote(`${required ? '' : ':'}${argument(value)}`)
}

/** What stands behind: how it is called, and what offers it. */
function argument(value: Value): string {
  return `:${value.kind === 'choice' ? value.shown.toLowerCase() : value.kind.replace(/s$/, '')}:${action(value)}`
}

function action(value: Value): string {
  switch (value.kind) {
    case 'host':
    case 'choice':
      return `(${value.words.join(' ')})`
    case 'hosts':
      return `_sequence compadd - ${value.words.join(' ')}`
    case 'folder':
      return '_files -/'
    case 'session':
      return '_dos_hook_sessions'
    case 'number':
    case 'duration':
    case 'text':
      // A space says that there is something to type, and nothing to offer.
      return ' '
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
