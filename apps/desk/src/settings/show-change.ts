import { escapeText } from '@dos/terminal-text'
import { structuredPatch } from 'diff'
import { createColors } from 'picocolors'

/** How many lines are shown around a change. */
const CONTEXT = 3

/**
 * A change to a settings file as a unified diff, for a person to read. Values of variables, and of whatever else is
 * called a key or a secret, are covered: what is shown may end up in somebody's log.
 *
 * @param before - `undefined` where there is no file yet; `after` where there is to be none
 */
export function showChange(
  path: string,
  before: string | undefined,
  after: string | undefined,
  colours: boolean,
): string {
  const colour = createColors(colours)
  const shown = escapeText(path)
  const [from, to] = [before === undefined ? '/dev/null' : shown, after === undefined ? '/dev/null' : shown]
  const { hunks } = structuredPatch(from, to, cover(before ?? ''), cover(after ?? ''), '', '', {
    context: CONTEXT,
  })
  const lines = [colour.bold(`--- ${from}`), colour.bold(`+++ ${to}`)]
  for (const { oldStart, oldLines, newStart, newLines, lines: changed } of hunks) {
    lines.push(colour.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`))
    for (const line of changed) lines.push(paint(escapeLine(line.replace(/\r$/, '')), colour))
  }
  return `${lines.join('\n')}\n`
}

/** Settings may come from a stranger, and must not speak to the terminal. Tabs indent, and stay. */
function escapeLine(line: string): string {
  return line.split('\t').map(escapeText).join('\t')
}

function paint(line: string, colour: ReturnType<typeof createColors>): string {
  if (line.startsWith('+')) return colour.green(line)
  if (line.startsWith('-')) return colour.red(line)
  return line
}

/** A member with a text as its value; the name is the first group. */
const MEMBER = /("(?:[^"\\\r\n]|\\.)*"[ \t]*:[ \t]*)"(?:[^"\\\r\n]|\\.)*"/g
const SECRET = /key|token|secret|passw|auth|credential|cookie/i
/** Names as variables of the environment have them. */
const VARIABLE = /^"[A-Z][A-Z0-9_]*"/

function cover(text: string): string {
  return text.replaceAll(MEMBER, (member, name: string) =>
    SECRET.test(name) || VARIABLE.test(name) ? `${name}"…"` : member,
  )
}
