import { expect, test } from 'bun:test'
import { VERBS } from '@dos/command-line/verbs/catalogue'
import { HELP } from '../src/bin/help.ts'

test('the help of the command lists every verb under who calls it, in the words of the catalogue', () => {
  const line = ({ name, summary }: (typeof VERBS)[number]) => `  ${name.padEnd(12)}  ${summary}\n`
  const people = VERBS.filter(({ caller }) => caller === 'person')
  const others = VERBS.filter(({ caller }) => caller !== 'person')
  expect(HELP).toContain(`\nFor hooks and shell loops\n${others.map(line).join('')}\n`)
  expect(HELP).toContain(`\nFor people\n${people.map(line).join('')}\n`)
})

test('the help of the command fits a terminal of 80 columns', () => {
  expect(HELP.split('\n').filter((line) => line.length > 80)).toEqual([])
})
