import { describe, expect, test } from 'bun:test'
import { PLAIN_STYLES, widthOf } from '@dos/terminal-text'
import { renderHelp, renderOverview } from '../src/help.ts'
import { MARKER } from '../src/hook-verbs.ts'
import { renderReference } from '../src/reference.ts'
import { VERBS } from '../src/verbs.ts'

const styles = PLAIN_STYLES

describe('The help', () => {
  test('of a command reads like this', () => {
    expect(renderHelp(MARKER, { columns: undefined, styles })).toMatchSnapshot()
  })

  test('of the whole command reads like this, in 60 columns', () => {
    expect(renderOverview({ columns: 60, styles })).toMatchSnapshot()
  })

  test.each(VERBS.map(({ name }) => name))('of %s tells every flag and its exit codes', (name) => {
    const verb = VERBS.find((one) => one.name === name) ?? MARKER
    const text = renderHelp(verb, { columns: undefined, styles })
    for (const flag of [...Object.keys(verb.flags), '-h, --help']) expect(text).toContain(`\n  ${flag}`)
    expect(text).toContain('\nExit codes: 0')
  })

  test('fits any terminal but for command lines, and says the same in each', () => {
    const words = (text: string) => text.split(/\s+/).join(' ')
    for (const verb of VERBS) {
      const wide = renderHelp(verb, { columns: undefined, styles })
      for (const columns of [40, 60, 100, 200]) {
        const text = renderHelp(verb, { columns, styles })
        const rows = text.split('\n').filter((row) => !/^ {2}(dos-hook|while) /.test(row))
        expect(rows.filter((row) => widthOf(row) > Math.min(columns, 100))).toEqual([])
        if (columns > 40) expect(words(text)).toBe(words(wide))
      }
    }
  })

  test('highlights titles and terms where it may', () => {
    const marked = { ...styles, strong: (text: string) => `<${text}>`, good: (text: string) => `{${text}}` }
    const text = renderHelp(MARKER, { columns: 80, styles: marked })
    expect(text).toStartWith('<dos-hook marker: answer one Stop event, read from stdin>\n')
    expect(text).toContain('\n<Flags>\n{  --loop')
  })
})

test('The reference in Markdown lists every command, and has a section for each', () => {
  const text = renderReference()
  for (const { name, summary } of VERBS) {
    expect(text).toContain(`| [${name}](#${name}) | ${summary} |\n`)
    expect(text).toContain(`\n## ${name}\n`)
  }
  expect(text.slice(text.indexOf('## check'), text.indexOf('## init'))).toMatchSnapshot()
})
