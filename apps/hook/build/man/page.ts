import type { Flag, Value, Verb } from '@dos/command-line/verbs/entry'

/** What a manual page is made of. */
export interface PageParts {
  /** Prose in mdoc, with a line `@NAME@` wherever something has to be filled in. */
  readonly template: string
  readonly verbs: readonly Verb[]
  readonly version: string
  /** Milliseconds since 1970: what the page gives as its date. */
  readonly date: number
}

/**
 * Fills in what the catalogue knows: the synopsis, the list of verbs, and each verb's flags.
 *
 * @returns the page in mdoc, the macros that groff, man-db and mandoc all know
 * @throws where the template leaves a verb out, or names something that isn't there
 */
export function makePage({ template, verbs, version, date }: PageParts): string {
  const missing = verbs.filter(({ name }) => !template.includes(`\n@FLAGS ${name}@\n`))
  if (missing.length > 0) throw new Error(`the page leaves out ${missing.map(({ name }) => name).join(', ')}`)
  const filled: Readonly<Record<string, string>> = {
    DATE: formatDate(date),
    VERSION: version,
    SYNOPSIS: synopsis(verbs),
    VERBS: listVerbs(verbs),
    ...Object.fromEntries(verbs.map((verb) => [`FLAGS ${verb.name}`, listFlags(verb)])),
  }
  return template.replaceAll(/@([A-Z]+(?: [a-z]+)?)@/g, (_, name: string) => {
    const text = filled[name]
    if (text === undefined) throw new Error(`the page asks for ${name}, which nobody knows`)
    return text
  })
}

/** As mdoc wants it: `June 9, 2026`, in UTC. */
function formatDate(date: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}

function synopsis(verbs: readonly Verb[]): string {
  const lines = verbs.flatMap(({ name, flags, operand }) => [
    '.Nm',
    `.Cm ${name}`,
    ...flags
      .filter((flag) => flag.name !== '--help')
      .map((flag) => (flag.required ? `.${writeFlag(flag)}` : `.Op ${writeFlag(flag)}`)),
    ...(operand === undefined ? [] : [`.${operand.required ? '' : 'Op '}${writeValue(operand.value)}`]),
  ])
  return [...lines, '.Nm', `.Fl ${literal('-help')} | Fl ${literal('-version')}`].join('\n')
}

function listVerbs(verbs: readonly Verb[]): string {
  const width = verbs.reduce((longest, { name }) => (name.length > longest.length ? name : longest), '')
  return list(
    width,
    verbs.map(({ name, summary }) => [`Cm ${name}`, sentence(summary)]),
  )
}

function listFlags({ flags, operand }: Verb): string {
  const items = [
    ...(operand === undefined ? [] : [{ head: writeValue(operand.value), ...operand }]),
    ...flags.map((flag) => ({ head: writeFlag(flag), ...flag })),
  ]
  return list(
    'Ds',
    items.map(({ head, meaning, value }) => [head, `${sentence(meaning)}${hostsOf(value)}`]),
  )
}

function writeFlag({ name, short, value }: Flag): string {
  const names = [short, name].flatMap((each) => (each === undefined ? [] : [`Fl ${literal(each.slice(1))}`]))
  return [names.join(' , '), ...(value === undefined ? [] : [writeValue(value)])].join(' ')
}

/** A placeholder; or the words themselves, where they are few. */
function writeValue(value: Value): string {
  return value.kind === 'choice' ? `Cm ${value.words.map(literal).join(' | ')}` : `Ar ${value.shown}`
}

function hostsOf(value: Value | undefined): string {
  if (value?.kind !== 'host' && value?.kind !== 'hosts') return ''
  // Not to be cut in two at the end of a line either.
  const words = value.words.map((each) => `\\%${literal(each)}`)
  return `\n${fold(`${value.kind === 'host' ? 'One' : 'One or, with commas, several'} of ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`)}`
}

function list(width: string, items: readonly (readonly [head: string, body: string])[]): string {
  const lines = items.flatMap(([head, body]) => [`.It ${head}`, body])
  return [`.Bl -tag -width ${width}`, ...lines, '.El'].join('\n')
}

/** A word that is typed as it is: its hyphens are those of the keyboard, so that it can be copied from the page. */
function literal(text: string): string {
  return text.replaceAll('-', '\\-')
}

/** A line of text: a backslash of its own is one, and what it begins with is no request. */
function sentence(text: string): string {
  const escaped = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replaceAll('\\', '\\e')
  return fold(/^[.']/.test(escaped) ? `\\&${escaped}` : escaped)
}

/** Source lines of at most 76 characters, as the linters want them. */
function fold(text: string): string {
  return text.replaceAll(/(.{1,76})(?: +(?![.'])|$)/g, '$1\n').trimEnd()
}
