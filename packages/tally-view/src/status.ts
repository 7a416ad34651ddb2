import {
  bar,
  type Canvas,
  type Column,
  cellsFor,
  cutFrontTo,
  cutTo,
  escapeText,
  formatAge,
  renderTable,
  type Style,
  type Styles,
  tabLines,
  widthOf,
  wrapTo,
} from '@dos/terminal-text'
import { noTallyWords, opWords } from './facts.ts'
import { leftOf, type SessionView } from './session.ts'

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

type Screen = Canvas & { readonly columns: number }

/** A workspace's sessions as lines for a terminal, none wider than it. */
export function renderStatus(view: StatusView, screen: Screen): readonly string[] {
  const { columns, styles } = screen
  const unreadable = view.sessions.filter(({ standing }) => standing === 'unreadable')
  const readable = view.sessions.filter(({ standing }) => standing !== 'unreadable')
  const rest = moreWords(view)
  return [
    ...heading(view, screen),
    ...(unreadable.length === 0 ? [] : ['', ...unreadable.flatMap((one) => renderUnreadable(one, screen))]),
    ...(readable.length === 0 ? [] : ['', ...renderSessions(readable, view.cap, screen)]),
    ...(rest === undefined ? [] : ['', ...wrapTo(rest, columns).map(styles.faint)]),
  ]
}

/** What is to be said where there is nothing to show, and of what is not shown; `undefined` where all is. */
export function moreWords({ sessions, older, workspace }: StatusView): string | undefined {
  if (older === 0) return sessions.length > 0 ? undefined : noTallyWords(workspace)
  const [those, them] = older === 1 ? ['One session was', 'it'] : [`${older} sessions were`, 'them']
  return sessions.length === 0
    ? `${those} last written more than a day ago, none since: --all shows ${them}.`
    : `${those} last written more than a day ago: --all shows ${them}, too.`
}

function heading({ workspace, cap, sessions }: StatusView, { columns, styles }: Screen): readonly string[] {
  const path = escapeText(workspace)
  if (sessions.length === 0) return [styles.strong(cutFrontTo(path, columns))]
  const spent = sessions.filter(({ standing }) => standing === 'spent').length
  const facts = [
    `budget ${cap}`,
    sessions.length === 1 ? '1 session' : `${sessions.length} sessions`,
    ...(spent > 0 ? [`${spent} spent`] : []),
  ].join(', ')
  return widthOf(path) + 2 + facts.length <= columns
    ? [`${styles.strong(path)}  ${styles.faint(facts)}`]
    : [styles.strong(cutFrontTo(path, columns)), styles.faint(cutTo(facts, columns))]
}

/** What can't be read is told in full, not cut to a cell: it is the one thing that somebody has to fix. */
function renderUnreadable({ session, why }: SessionView, { columns, styles }: Screen): readonly string[] {
  const words = `${escapeText(session)} can't be read: ${escapeText(why)}`
  return wrapTo(words, columns - 2).map((line, at) => styles.bad(`${at === 0 ? '!' : ' '} ${line}`))
}

interface SessionColumn extends Omit<Column, 'cells' | 'style'> {
  readonly cell: (session: SessionView) => string
  readonly tone?: (session: SessionView) => keyof Styles
}

function renderSessions(
  sessions: readonly SessionView[],
  cap: number,
  { columns, styles }: Screen,
): readonly string[] {
  const cells = cellsFor(cap, columns >= 120 ? 12 : columns >= 80 ? 8 : 6)
  const wanted: readonly SessionColumn[] = [
    {
      title: 'STREAK',
      cell: ({ streak }) => `${bar(streak, cap, cells)} ${streak}/${cap}`,
      tone: urgencyTone,
    },
    { title: 'STATE', goes: 2, cell: stateWords, tone: urgencyTone },
    { title: 'SESSION', least: 8, cell: ({ session }) => session, tone: () => 'strong' },
    { title: 'AGE', align: 'right', goes: 1, cell: ({ ageMs }) => formatAge(ageMs) },
    { title: 'LAST', least: 4, goes: 3, cell: ({ op }) => op || '-' },
    { title: 'RUN', least: 6, goes: 5, cell: ({ run }) => run },
    { title: 'WHY', least: 12, goes: 4, cell: whyWords, tone: () => 'faint' },
  ]
  const hasRuns = sessions.some(({ run }) => run !== '')
  const shown = wanted.filter(({ title }) => title !== 'RUN' || hasRuns)
  const styleOf = (session: SessionView | undefined, tone: SessionColumn['tone']): Style => {
    if (session === undefined || session.old || session.standing === 'idle') return styles.faint
    return tone === undefined ? (cell) => cell : styles[tone(session)]
  }
  const { titles, rows } = renderTable(
    shown.map(({ cell, tone, ...column }) => ({
      ...column,
      cells: sessions.map((session) => escapeText(cell(session))),
      style: (row) => styleOf(sessions[row], tone),
    })),
    columns,
  )
  return [styles.faint(titles), ...rows.flat()]
}

function stateWords(session: SessionView): string {
  return session.standing === 'live' ? `${leftOf(session)} left` : session.standing
}

function whyWords({ why, op }: SessionView): string {
  return why || opWords(op)
}

function urgencyTone(session: SessionView): keyof Styles {
  if (session.standing !== 'live') return 'bad'
  return leftOf(session) === 1 ? 'warn' : 'good'
}

const TITLES = ['state', 'streak', 'cap', 'session', 'age_seconds', 'last', 'run', 'workspace', 'why']

/** A workspace's sessions for other programs: a line of titles, then one for each session. What is not known is empty. */
export function statusRows({ sessions, workspace }: StatusView): readonly string[] {
  const rows = sessions.map((view) => [
    view.standing,
    view.standing === 'unreadable' ? '' : String(view.streak),
    String(view.cap),
    view.session,
    String(ageSeconds(view) ?? ''),
    ...[view.op, view.run, workspace, whyWords(view)],
  ])
  return tabLines([TITLES, ...rows])
}

/** Whole seconds since a session was last written; `null` where that can't be told. */
export function ageSeconds({ ageMs }: SessionView): number | null {
  return Number.isFinite(ageMs) ? Math.max(0, Math.floor(ageMs / 1000)) : null
}
