/// <reference path="./helpers.d.ts" />
import { wordsOf } from '../read-flags.ts'
import type { Flag, Verb } from '../verb.ts'
import { VERBS } from '../verbs.ts'
import helpersForBash from './helpers.bash' with { type: 'text' }
import helpersForFish from './helpers.fish' with { type: 'text' }
import helpersForZsh from './helpers.zsh' with { type: 'text' }

/** The completions of every command, as a script for each shell. */
export const COMPLETION_SCRIPTS: Readonly<Record<'bash' | 'zsh' | 'fish', () => string>> = {
  bash: completionsForBash,
  zsh: completionsForZsh,
  fish: completionsForFish,
}

type Valued = Pick<Flag, 'kind' | 'words'>

/** What a shell calls to offer one of some words, several of them with commas between, folders or sessions. */
interface Offers {
  readonly word: (words: string) => string
  readonly list: (words: string) => string
  readonly folder: string
  readonly session: string
}

function offerFor(valued: Valued, offers: Offers): string | undefined {
  const words = wordsOf(valued).join(' ')
  if (valued.kind === 'hosts') return offers.list(words)
  if (words !== '') return offers.word(words)
  return valued.kind === 'folder' || valued.kind === 'session' ? offers[valued.kind] : undefined
}

function flagsWithValue({ flags }: Verb): readonly string[] {
  return Object.entries(flags).flatMap(([name, { kind }]) => (kind === undefined ? [] : [name]))
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** For bash 3.2 and later, without the package bash-completion. */
function completionsForBash(): string {
  return `# Completions of dos-hook for bash. Put there by: dos-hook completions bash

_dos_hook_verbs() {
  case $cur in
    -*) _dos_hook_words '--help --version' ;;
    *) _dos_hook_words '${VERBS.map(({ name }) => name).join(' ')}' ;;
  esac
}

# The flags of a command, and those of them that take a value.
_dos_hook_flags() {
  case $verb in
${VERBS.map(bashFlags).join('\n')}
  esac
}

# Offers values of the flag that waits for one.
_dos_hook_value() {
  case "$verb $pending" in
${bashOffers(VERBS.flatMap(({ name, flags }) => Object.entries(flags).map(([flag, one]) => [`'${name} ${flag}'`, one])))}
  esac
}

# Offers the word that may stand behind a command.
_dos_hook_operand() {
  case $verb in
${bashOffers(VERBS.flatMap(({ name, operand }) => (operand === undefined ? [] : [[name, operand]])))}
  esac
}

${helpersForBash}`
}

function bashFlags(verb: Verb): string {
  const valued = flagsWithValue(verb)
  return bashBranch(verb.name, [
    `flags='${[...Object.keys(verb.flags), '--help'].join(' ')}'`,
    ...(valued.length === 0 ? [] : [`valued='${valued.join(' ')}'`]),
  ])
}

function bashBranch(pattern: string, lines: readonly string[]): string {
  return [`    ${pattern})`, ...[...lines, ';;'].map((line) => `      ${line}`)].join('\n')
}

const BASH: Offers = {
  word: (words) => `_dos_hook_words '${words}'`,
  list: (words) => `_dos_hook_list '${words}'`,
  folder: '_dos_hook_folders',
  session: '_dos_hook_sessions',
}

/** One branch for each action, since many flags are completed in the same way. */
function bashOffers(valued: readonly (readonly [pattern: string, valued: Valued])[]): string {
  const patterns = new Map<string, readonly string[]>()
  for (const [pattern, one] of valued) {
    const action = offerFor(one, BASH)
    if (action !== undefined) patterns.set(action, [...(patterns.get(action) ?? []), pattern])
  }
  return [...patterns].map(([action, those]) => bashBranch(those.join(' | '), [action])).join('\n')
}

/** For zsh: a file for a folder of fpath, which can be sourced as well. */
function completionsForZsh(): string {
  return `#compdef dos-hook
# Completions of dos-hook for zsh. Put there by: dos-hook completions zsh

_dos_hook_verbs() {
  local -a verbs flags
  verbs=(
${VERBS.map(({ name, summary }) => `    ${quoteForShell(`${name}:${summary}`)}`).join('\n')}
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
${VERBS.map(zshArguments).join('\n')}
  esac
}

${helpersForZsh}`
}

const ZSH: Offers = {
  word: (words) => `(${words})`,
  list: (words) => `_sequence compadd - ${words}`,
  folder: '_files -/',
  session: '_dos_hook_sessions',
}

function zshArguments({ name, flags, operand }: Verb): string {
  // A space says that there is something to type, and nothing to offer.
  const actionOf = (valued: Valued) => offerFor(valued, ZSH) ?? ' '
  const specs = [
    ...Object.entries(flags).map(([flag, one]) => {
      const described = `[${one.meaning.replaceAll(/[\][\\:]/g, '\\$&')}]`
      const label = one.kind === 'word' ? flag.slice(2) : one.kind?.replace(/s$/, '')
      const value = one.kind === undefined ? described : `=${described}:${label}:${actionOf(one)}`
      return quoteForShell(flag + value)
    }),
    // Other flags mean nothing beside help.
    "'(- *)'{-h,--help}'[show the help]'",
    ...(operand === undefined
      ? []
      : [quoteForShell(`${operand.required ? '' : ':'}:${operand.name.toLowerCase()}:${actionOf(operand)}`)]),
  ]
  return [`    ${name})`, ['      _arguments', ...specs].join(' \\\n        '), '      ;;'].join('\n')
}

/** For fish 3.0 and later. */
function completionsForFish(): string {
  const names = VERBS.map(
    ({ name, summary }) =>
      `complete -c dos-hook -n __dos_hook_at_verb -a ${name} -d ${quoteForFish(summary)}`,
  )
  return `# Completions of dos-hook for fish. Put there by: dos-hook completions fish

${helpersForFish}
complete -c dos-hook -f
complete -c dos-hook -n __dos_hook_at_verb -s h -l help -d 'show the help'
complete -c dos-hook -n __dos_hook_at_verb -s v -l version -d 'show the version'
${names.join('\n')}

${VERBS.map(fishLines).join('\n\n')}
`
}

const FISH: Offers = {
  word: (words) => `-a '${words}'`,
  list: (words) => `-a '(__dos_hook_list ${words})'`,
  folder: "-a '(__fish_complete_directories)'",
  session: "-a '(__dos_hook_sessions)'",
}

function fishLines(verb: Verb): string {
  const { name, flags, operand } = verb
  const line = (when: string, parts: readonly (string | undefined)[], meaning: string) =>
    [`complete -c dos-hook -n '${when}'`, ...parts, `-d ${quoteForFish(meaning)}`]
      .filter((part) => part !== undefined)
      .join(' ')
  const lacksOperand = ['__dos_hook_lacks_operand', name, ...flagsWithValue(verb)].join(' ')
  return [
    ...(operand === undefined ? [] : [line(lacksOperand, [offerFor(operand, FISH)], operand.meaning)]),
    ...Object.entries(flags).map(([flag, one]) => {
      const value = one.kind === undefined ? [] : ['-x', offerFor(one, FISH)]
      return line(`__dos_hook_takes ${name} ${flag}`, [`-l ${flag.slice(2)}`, ...value], one.meaning)
    }),
    line(`__dos_hook_takes ${name} --help`, ['-s h -l help'], 'show the help'),
  ].join('\n')
}

function quoteForFish(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
