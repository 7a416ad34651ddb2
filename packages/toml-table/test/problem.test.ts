import { expect, test } from 'bun:test'
import { formatProblem, type Problem } from '../src/index.ts'

const CASES: readonly [Problem, string][] = [
  [{ file: 'dos.toml', line: 2, column: 14, message: 'no' }, 'dos.toml:2:14: no'],
  [{ file: 'dos.toml', line: 2, message: 'no' }, 'dos.toml:2:1: no'],
  [{ file: 'dos.toml', message: 'no' }, 'dos.toml: no'],
  [{ file: 'C:\\a b\\dos.toml', line: 1, column: 1, message: 'no' }, 'C:\\a b\\dos.toml:1:1: no'],
]

test.each(CASES)('the problem %j is the line %p', (problem, line) => {
  expect(formatProblem(problem)).toBe(line)
})
