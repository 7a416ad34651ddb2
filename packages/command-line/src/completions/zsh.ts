/// <reference path="./text-files.d.ts" />
import { wordsOf } from '../read-flags.ts'
import type { Flag, Operand, Verb } from '../verb.ts'
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
    '--help:show the help'
    '--version:show the version'
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
  const specs = [
    ...Object.entries(flags).map(([flag, one]) => flagSpec(flag, one)),
    // Other flags mean nothing beside help.
    "'(- *)'{-h,--help}'[show the help]'",
    ...(operand === undefined ? [] : [operandSpec(operand)]),
  ]
  return [
    `    ${name})`,
    '      _arguments \\',
    specs.map((spec) => `        ${spec}`).join(' \\\n'),
    '      ;;',
  ].join('\n')
}

function flagSpec(name: string, flag: Flag): string {
  const described = `[${flag.meaning.replaceAll(/[\][\\:]/g, '\\$&')}]`
  if (flag.kind === undefined) return quote(`${name}${described}`)
  const label = flag.kind === 'word' ? name.slice(2) : flag.kind.replace(/s$/, '')
  return quote(`${name}=${described}:${label}:${actionOf(flag)}`)
}

function operandSpec(operand: Operand): string {
  return quote(`${operand.required ? '' : ':'}:${operand.name.toLowerCase()}:${actionOf(operand)}`)
}

function actionOf(valued: Pick<Flag, 'kind' | 'words'>): string {
  switch (valued.kind) {
    case 'host':
    case 'word':
      return `(${wordsOf(valued).join(' ')})`
    case 'hosts':
      return `_sequence compadd - ${wordsOf(valued).join(' ')}`
    case 'folder':
      return '_files -/'
    case 'session':
      return '_dos_hook_sessions'
    default:
      // A space says that there is something to type, and nothing to offer.
      return ' '
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
