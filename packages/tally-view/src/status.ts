import {
  bar,
  type Column,
  cellsFor,
  cutFrontTo,
  cutTo,
  type FittedColumn,
  fitColumns,
  formatAge,
  renderRow,
  type Style,
  type Styles,
  widthOf,
  wrapTo,
} from '@dos/terminal-text'
import { escapeText } from '@dos/terminal-text/escape'
import { opWords } from './op-words.ts'
import { leftOf, type SessionView, type Standing } from './session.ts'

/** All that a look at a workspace shows. */
export interface StatusView {
  readonly workspace: string
  /** The budget of a session. */
  readonly cap: number
  /** In the order to be shown in. */
  readonly sessions: readonly SessionView[]
  /** How many more there are that are not shown because they are old. */
  readonly older: number
}

/** Where it is shown. */
export interface Canvas {
  /** Columns of the terminal. */
  readonly columns: number
  readonly styles: Styles
}

/** Up to this many cells for a bar, by the columns of the terminal. */
const BARS = [
  { columns: 120, most: 12 },
  { columns: 80, most: 8 },
  { columns: 0, most: 6 },
] as const

/** A workspace's sessions as lines for a terminal, none wider than it. */
export function renderStatus(view: StatusView, canvas: Canvas): readonly string[] {
  const { columns, styles } = canvas
  const readable = view.sessions.filter(({ standing }) => standing !== 'unreadable')
  const lines = [...heading(view, canvas)]
  const unreadable = view.sessions.filter(({ standing }) => standing === 'unreadable')
  if (unreadable.length > 0) {
    lines.push('', ...unreadable.flatMap((session) => renderUnreadable(session, canvas)))
  }
  if (readable.length > 0) lines.push('', ...renderTable(readable, view.cap, canvas))
  const rest = moreWords(view)
  if (rest !== undefined) lines.push('', ...wrapTo(rest, columns).map(styles.faint))
  return lines
}

/** What is to be said where there is nothing to show, and of what is not shown; `undefined` where all is. */
export function moreWords({ sessions, older, workspace }: StatusView): string | undefined {
  const path = escapeText(workspace)
  if (sessions.length === 0 && older === 0) {
    return `No session of ${path} has a tally: nothing was held or counted here yet.`
  }
  if (older === 0) return undefined
  const them = older === 1 ? 'One session was' : `${older} sessions were`
  return sessions.length === 0
    ? `${them} last written more than a day ago, none since: --all shows ${older === 1 ? 'it' : 'them'}.`
    : `${them} last written more than a day ago: --all shows ${older === 1 ? 'it' : 'them'}, too.`
}

function heading({ workspace, cap, sessions }: StatusView, { columns, styles }: Canvas): readonly string[] {
  const path = escapeText(workspace)
  if (sessions.length === 0) return [styles.strong(cutFrontTo(path, columns))]
  const spent = sessions.filter(({ standing }) => standing === 'spent').length
  const facts = [
    `budget ${cap}`,
    sessions.length === 1 ? '1 session' : `${sessions.length} sessions`,
    ...(spent > 0 ? [`${spent} spent`] : []),
  ].join(', ')
  if (widthOf(path) + 2 + facts.length <= columns) return [`${styles.strong(path)}  ${styles.faint(facts)}`]
  return [styles.strong(cutFrontTo(path, columns)), styles.faint(cutTo(facts, columns))]
}

/** What can't be read is told in full, not cut to a cell: it is the one thing that somebody has to mend. */
function renderUnreadable({ session, why }: SessionView, { columns, styles }: Canvas): readonly string[] {
  const [first = '', ...more] = wrapTo(
    `${escapeText(session)} can't be read: ${escapeText(why)}`,
    columns - 2,
  )
  return [styles.bad(`! ${first}`), ...more.map((line) => styles.bad(`  ${line}`))]
}

const TITLES = {
  ...{ streak: 'STREAK', state: 'STATE', session: 'SESSION', age: 'AGE' },
  ...{ last: 'LAST', run: 'RUN', why: 'WHY' },
} as const

function renderTable(
  sessions: readonly SessionView[],
  cap: number,
  { columns, styles }: Canvas,
): readonly string[] {
  const cells = cellsFor(cap, BARS.find((each) => columns >= each.columns)?.most ?? 6)
  const column = (title: string, cellOf: (session: SessionView) => string, more: Partial<Column> = {}) => ({
    ...more,
    title,
    cells: sessions.map(cellOf),
  })
  const fitted = fitColumns(
    [
      column(TITLES.streak, ({ streak }) => `${bar(streak, cap, cells)} ${streak}/${cap}`),
      column(TITLES.state, stateWords, { goes: 2 }),
      column(TITLES.session, ({ session }) => escapeText(session), { least: 8 }),
      column(TITLES.age, ({ ageMs }) => formatAge(ageMs), { align: 'right', goes: 1 }),
      column(TITLES.last, ({ op }) => escapeText(op) || '-', { least: 4, goes: 3 }),
      ...(sessions.some(({ run }) => run !== '')
        ? [column(TITLES.run, ({ run }) => escapeText(run), { least: 6, goes: 5 })]
        : []),
      column(TITLES.why, ({ why, op }) => escapeText(why || opWords(op)), { least: 12, goes: 4 }),
    ],
    columns,
  )
  const rows = sessions.map((session, at) =>
    renderRow(
      fitted,
      ({ cells: all, width }) => cutTo(all[at] ?? '', width),
      (cell, { title }) => styleOf(title, session, styles)(cell),
    ),
  )
  const titles = renderRow(fitted, ({ title, width }) => cutTo(title, width))
  return [styles.faint(titles), ...rows]
}

function stateWords(session: SessionView): string {
  return session.standing === 'live' ? `${leftOf(session)} left` : session.standing
}

function styleOf(title: FittedColumn['title'], session: SessionView, styles: Styles): Style {
  if (session.old || session.standing === 'idle') return styles.faint
  if (title === TITLES.streak || title === TITLES.state) return styles[TONES[toneOf(session)]]
  return title === TITLES.session ? styles.strong : title === TITLES.why ? styles.faint : (cell) => cell
}

const TONES = { unreadable: 'bad', spent: 'bad', last: 'warn', live: 'good', idle: 'faint' } as const

function toneOf(session: SessionView): Standing | 'last' {
  return session.standing === 'live' && leftOf(session) === 1 ? 'last' : session.standing
}
