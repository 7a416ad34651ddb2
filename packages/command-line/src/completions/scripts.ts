/// <reference path="./shell-text.d.ts" />
import { wordsOf } from '../read-flags.ts'
import type { Flag, Verb } from '../verb.ts'
import { VERBS } from '../verbs.ts'
import bash from './dos-hook.bash' with { type: 'text' }
import fish from './dos-hook.fish' with { type: 'text' }
import zsh from './dos-hook.zsh' with { type: 'text' }

/** The completions of every command, as a script for each shell: bash 3.2, zsh, and fish 3.0, or later. */
export const COMPLETION_SCRIPTS: Readonly<Record<'bash' | 'zsh' | 'fish', () => string>> = {
  bash: () =>
    fill(bash, {
      verbs: [`    *) _dos_hook_words '${VERBS.map(({ name }) => name).join(' ')}' ;;`],
      flags: VERBS.map(bashFlags),
      values: bashOffers(
        VERBS.flatMap(({ name, flags }) =>
          Object.entries(flags).map(([flag, one]) => [`'${name} ${flag}'`, one] as const),
        ),
      ),
      operands: bashOffers(
        VERBS.flatMap(({ name, operand }) => (operand === undefined ? [] : [[name, operand] as const])),
      ),
    }),
  // A file for a folder of fpath, which can be sourced as well.
  zsh: () =>
    fill(zsh, {
      verbs: VERBS.map(({ name, summary }) => `    ${quoteForShell(`${name}:${summary}`)}`),
      arguments: VERBS.map(zshArguments),
    }),
  fish: () =>
    fill(fish, {
      verbs: VERBS.map(
        ({ name, summary }) =>
          `complete -c dos-hook -n __dos_hook_at_verb -a ${name} -d ${quoteForFish(summary)}`,
      ),
      arguments: [VERBS.map(fishLines).join('\n\n')],
    }),
}

/** The text of a shell, with lines in the place of each comment `# {name}`. */
function fill(text: string, parts: Readonly<Record<string, readonly string[]>>): string {
  return text.replaceAll(/^ *# \{(\w+)\}$/gm, (_, name: string) => (parts[name] ?? []).join('\n'))
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
function bashOffers(valued: readonly (readonly [pattern: string, valued: Valued])[]): readonly string[] {
  const patterns = new Map<string, readonly string[]>()
  for (const [pattern, one] of valued) {
    const action = offerFor(one, BASH)
    if (action !== undefined) patterns.set(action, [...(patterns.get(action) ?? []), pattern])
  }
  return [...patterns].map(([action, those]) => bashBranch(those.join(' | '), [action]))
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
