/**
 * What is derived for people and editors: of the tables of a `dos.toml`, `dos.schema.json`, a JSON Schema of draft 7, and
 * the page docs/settings.md; of the commands, most of docs/commands.md. Run as a program it writes all three.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderReference } from '@dos/command-line/reference'
import { TABLES } from '@dos/hook-call/config/config-toml'
import { entriesOf, expectedOf, isTable, type Table, type Takes } from '@dos/toml-table/table'
import { scope, type Type } from 'arktype'

const APP = join(import.meta.dir, '..')
export const SCHEMA_FILE: string = join(APP, 'dos.schema.json')
export const PAGE_FILE: string = join(APP, '..', '..', 'docs', 'settings.md')
export const COMMANDS_FILE: string = join(APP, '..', '..', 'docs', 'commands.md')

const LINK = 'https://raw.githubusercontent.com/dos-hook/dos-hook/main/apps/hook/dos.schema.json'

// What only a predicate can say, a JSON Schema leaves open.
const { type } = scope({}, { toJsonSchema: { fallback: { predicate: ({ base }) => base } } })

/** The values of a key, as an arktype. */
function typeOfKey(takes: Takes): Type<unknown> {
  switch (takes.kind) {
    case 'switch':
      return type('boolean')
    case 'number':
      return type(takes.whole ? 'number.integer' : 'number')
        .atLeast(takes.least)
        .atMost(takes.most)
    case 'word':
      return type.enumerated(...takes.words)
    case 'command':
      return type('string').narrow((text) => !text.includes('\0'))
    case 'texts': {
      const { words, longest, most, without = '' } = takes
      const free = type('string').narrow((text) => [...without].every((each) => !text.includes(each)))
      const bounded = longest === undefined ? free : free.atMostLength(longest)
      const entry: Type<string> = words === undefined ? bounded : type.enumerated(...words)
      const list = most === undefined ? entry.array() : entry.array().atMostLength(most)
      return entry.or(list)
    }
  }
}

/** A table as an arktype: it takes exactly what the hook's own reader takes. */
export function typeOfTable(table: Table<object>): Type<object> {
  const keys = entriesOf(table).map(([, { name, takes, about, standard }]) => {
    const description = `${about}${standard === undefined ? '' : ` Default: ${JSON.stringify(standard)}.`}`
    return [`${name}?`, typeOfKey(takes).configure({ description }, 'self')] as const
  })
  return type(Object.fromEntries(keys)).narrow(isTable) as unknown as Type<object>
}

/** The JSON Schema of a whole `dos.toml`. A key that no table has is an error in it, where the hook only warns. */
export function makeSchema(): string {
  const tables = TABLES.map(
    (table) => [`${table.name}?`, typeOfTable(table).onUndeclaredKey('reject')] as const,
  )
  const dialect = 'http://json-schema.org/draft-07/schema#'
  const schema = type(Object.fromEntries(tables)).toJsonSchema({ dialect })
  const title = 'dos.toml: the settings of dos-hook'
  return `${JSON.stringify({ $schema: dialect, $id: LINK, title, ...schema }, null, 2)}\n`
}

/** Every setting, for people. */
export function makePage(): string {
  const sections = TABLES.map((table) => {
    const rows = entriesOf(table).map(([, { name, takes, standard, about }]) => {
      const shown = standard === undefined ? 'none' : `\`${JSON.stringify(standard)}\``
      return `| \`${name}\` | ${expectedOf(takes)} | ${shown} | ${about} |`
    })
    const head = ['| key | must be | default | meaning |', '| --- | --- | --- | --- |']
    return [`## [${table.name}]`, '', ...head, ...rows, ''].join('\n')
  })
  return `# Settings

Every key of a \`dos.toml\`. The same tables in your own \`config.toml\` are the defaults of all workspaces;
\`dos-hook config\` prints what is in force, and where each value comes from.

An editor that checks TOML by a schema (Even Better TOML, taplo, tombi) takes this as the first line of the file:

    #:schema ${LINK}

${sections.join('\n')}`
}

/** The page of commands: what stands above its tables is written by hand. */
export function makeCommandsPage(): string {
  const text = readFileSync(COMMANDS_FILE, 'utf8')
  return `${text.slice(0, text.indexOf('| command |'))}${renderReference()}`
}

if (import.meta.main) {
  writeFileSync(SCHEMA_FILE, makeSchema())
  writeFileSync(PAGE_FILE, makePage())
  writeFileSync(COMMANDS_FILE, makeCommandsPage())
}
