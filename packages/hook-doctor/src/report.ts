import { escapeText, wrapWords } from '@dos/terminal-text'
import { AREAS, type FilePosition, type Finding, type Severity } from './finding.ts'

/** How to mark a text; each may leave it as it is. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly info: (text: string) => string
  readonly ok: (text: string) => string
  readonly heading: (text: string) => string
  readonly quiet: (text: string) => string
}

/** Where the report is shown. */
export interface Page {
  /** In columns; taken as 60 where it is less, as 200 where it is more. `undefined`: nothing has to fit. */
  readonly columns: number | undefined
  readonly paint: Paint
}

const NARROWEST = 60
const WIDEST = 200

/** A symbol and a word, so that neither colour nor font is needed to tell them apart. */
const LABELS: Readonly<Record<Severity, string>> = {
  error: '✗ error  ',
  warning: '! warning',
  info: 'i info   ',
  ok: '✓ ok     ',
}

const INDENT = '  '
const BEHIND_LABEL = ' '.repeat(INDENT.length + LABELS.ok.length + 2)

/** The findings as text for people: by area, with a last line that counts them. Ends with a line end. */
export function report(findings: readonly Finding[], page: Page): string {
  const width = page.columns === undefined ? undefined : Math.min(WIDEST, Math.max(NARROWEST, page.columns))
  const parts = AREAS.flatMap((area) => {
    const here = findings.filter((finding) => finding.area === area)
    if (here.length === 0) return []
    const title = `${area.charAt(0).toUpperCase()}${area.slice(1)}`
    return [[page.paint.heading(title), ...here.flatMap((each) => show(each, width, page.paint))].join('\n')]
  })
  return `${[...parts, summary(findings)].join('\n\n')}\n`
}

function show(finding: Finding, width: number | undefined, paint: Paint): readonly string[] {
  const { severity, what, why, mend, place, frame = [] } = finding
  const lines = (text: string): readonly string[] =>
    wrapWords(escapeText(text), width === undefined ? undefined : width - BEHIND_LABEL.length)
  const [first = '', ...rest] = lines(what)
  return [
    `${INDENT}${paint[severity](LABELS[severity])}  ${first}`,
    ...rest.map(indent),
    ...(place === undefined ? [] : [indent(paint.quiet(escapeText(formatPlace(place))))]),
    ...frame.map((line) => indent(`  ${escapeText(line)}`)),
    ...(why === '' ? [] : lines(`why: ${why}`).map(paint.quiet).map(indent)),
    ...(mend === undefined
      ? []
      : 'run' in mend
        ? [indent(`run: ${escapeText(mend.run)}`)]
        : lines(`mend: ${mend.edit}`).map(indent)),
  ]
}

/** In the form that terminals and editors make a link of. */
function formatPlace({ file, line, column }: FilePosition): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`
}

function indent(line: string): string {
  return `${BEHIND_LABEL}${line}`
}

function summary(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  if (errors + warnings === 0) {
    const isThere = !findings.some(({ id }) => id === 'no-host')
    return isThere ? 'The guard is in order.' : 'Nothing is wrong here, and nothing is guarded.'
  }
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}.`
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`
}
