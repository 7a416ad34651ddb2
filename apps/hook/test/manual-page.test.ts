import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERBS } from '@dos/command-line/verbs/catalogue'
import { makePage, type PageParts } from '../build/man/page.ts'
import { NOW } from './support/fake-io.ts'

const template = readFileSync(join(import.meta.dir, '..', 'build', 'man', 'dos-hook.1.in'), 'utf8')

function page(more: Partial<PageParts> = {}): string {
  return makePage({ template, verbs: VERBS, version: '1.2.3', date: NOW, ...more })
}

/** The macros of mdoc(7) that a page may use here: those that groff since 1.22 and mandoc know alike. */
const MACROS = [
  'Dd',
  'Dt',
  'Os',
  'Sh',
  'Ss',
  'Nm',
  'Nd',
  'Pp',
  'Bl',
  'It',
  'El',
  'Bd',
  'Ed',
  'Dq',
  'Sq',
  'Lk',
]
const INLINE = ['Ar', 'Cm', 'Ev', 'Fl', 'Li', 'Op', 'Pa']

/** The lines between a heading and the next of its kind. */
function section(text: string, heading: string): string {
  const [macro] = heading.split(' ')
  const from = text.indexOf(`\n.${heading}\n`)
  const ends = [text.indexOf(`\n.${macro} `, from + 1), text.indexOf('\n.Sh ', from + 1)]
  return from < 0 ? '' : text.slice(from, Math.min(...ends.map((end) => (end < 0 ? text.length : end))))
}

describe('The manual page', () => {
  test('has the sections of a manual, in the order in which they are looked for', () => {
    expect([...page().matchAll(/^\.Sh (.*)$/gm)].map(([, name]) => name)).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'VERBS',
      'OPTIONS',
      'ENVIRONMENT',
      'FILES',
      'EXIT STATUS',
      'EXAMPLES',
      'SEE ALSO',
    ])
  })

  test('begins as mdoc has to, with the date and the version that it is told', () => {
    expect(page()).toMatch(/^\.\\" [^\n]+\n\.Dd June 9, 2026\n\.Dt DOS-HOOK 1\n\.Os\n\.Sh NAME\n/)
    expect(page()).toContain('version 1.2.3.')
    expect(page({ date: Date.UTC(2031, 0, 1) })).toContain('.Dd January 1, 2031\n')
  })

  for (const { name, flags, summary } of VERBS) {
    test(`tells of ${name}: in the synopsis, in the list of verbs, and with every flag`, () => {
      expect(section(page(), 'Sh SYNOPSIS')).toContain(`\n.Nm\n.Cm ${name}\n`)
      expect(section(page(), 'Sh VERBS')).toContain(`\n.It Cm ${name}\n${summary.charAt(0).toUpperCase()}`)
      const own = section(page(), `Ss ${name}`)
      for (const flag of flags) {
        expect(own).toContain(`Fl ${flag.name.slice(1).replaceAll('-', '\\-')}`)
      }
      expect(own.match(/^\.It (?!Cm|Ar)/gm)).toHaveLength(flags.length)
    })
  }

  test('uses no macro that one of the formatters may not know, and leaves nothing open', () => {
    const used = [...page().matchAll(/^\.([^\\\s]+)/gm)].map(([, macro]) => macro ?? '')
    expect([...new Set(used)].filter((macro) => !MACROS.includes(macro) && !INLINE.includes(macro))).toEqual(
      [],
    )
    const count = (macro: string) => used.filter((one) => one === macro).length
    expect(count('Bl')).toBe(count('El'))
    expect(count('Bd')).toBe(count('Ed'))
    expect(page()).not.toContain('@')
  })

  test('is plain ASCII in short lines without blanks at their ends, and no text is taken for a request', () => {
    const lines = page().split('\n')
    expect(lines.filter((line) => /[^\x20-\x7e]/.test(line))).toEqual([])
    expect(lines.filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([])
    expect(lines.filter((line) => line.startsWith("'"))).toEqual([])
    expect(lines.slice(0, -1).filter((line) => line === '')).toEqual([])
  })

  test('writes what is typed with the hyphens of the keyboard', () => {
    expect(page().match(/\bFl \\-/g)?.length).toBeGreaterThan(100)
    expect(page().match(/\bFl [^\n]*(?<!\\)-/g)).toBeNull()
    expect(section(page(), 'Sh EXAMPLES').match(/(?<!\\)-(?!offset|literal)/g)).toBeNull()
  })

  test('can’t leave a verb out or ask for something that nobody knows', () => {
    const without = template.replace('@FLAGS wake@\n', '')
    expect(() => page({ template: without })).toThrow('the page leaves out wake')
    expect(() => page({ template: `${template}@FLAGS sleep@\n` })).toThrow('the page asks for FLAGS sleep')
  })

  test('keeps a meaning that begins like a request, or holds a backslash, as the text it is', () => {
    const [first] = VERBS
    if (first === undefined) throw new Error('there are no verbs')
    const verbs = [
      {
        ...first,
        flags: [
          { name: '--odd', meaning: ".dos\\n or 'x" } as const,
          { name: '--help', meaning: 'h' } as const,
        ],
      },
    ]
    expect(page({ verbs, template: '\n@FLAGS marker@\n' })).toContain("\n\\&.dos\\en or 'x.\n")
  })
})
