import {
  bar,
  type Column,
  cellsFor,
  cutFrontTo,
  cutTo,
  escapeText,
  formatAge,
  renderTable,
  type Style,
  type Styles,
  widthOf,
  wrapTo,
} from '@dos/terminal-text'
import { opWords } from './facts.ts'
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

/** Where it is shown. */
interface Screen {
  readonly columns: number
  readonly styles: Styles
}

/** A workspace's sessions as lines for a terminal, none wider than it. */
export function renderStatus(view: StatusView, screen: Screen): readonly string[] {
  const unreadable = view.sessions.filter(({ standing }) => standing === 'unreadable')
  const readable = view.sessions.filter(({ standing }) => standing !== 'unreadable')
  const rest = moreWords(view)
  return [
    ...heading(view, screen),
    ...(unreadable.length === 0 ? [] : ['', ...unreadable.flatMap((one) => renderUnreadable(one, screen))]),
    ...(readable.length === 0 ? [] : ['', ...renderSessions(readable, view.cap, screen)]),
    ...(rest === undefined ? [] : ['', ...wrapTo(rest, screen.columns).map(screen.styles.faint)]),
  ]
}

/** What is to be said where there is nothing to show, and of what is not shown; `undefined` where all is. */
export function moreWords({ sessions, older, workspace }: StatusView): string | undefined {
  if (older === 0) {
    return sessions.length > 0
      ? undefined
      : `No session of ${escapeText(workspace)} has a tally: nothing was held or counted here yet.`
  }
  const [those, them] = older === 1 ? ['One session was', 'it'] : [`${older} sessions were`, 'them']
  return sessions.length === 0
    ? `${those} last written more than a day ago, none since: --all shows ${them}.`
    : `${those} last written more than a day ago: --all shows ${them}, too.`
}

function heading({ workspace, cap, sessions }: StatusView, { columns, styles }: Screen): readonly string[] {
  const path = escapeText(workspace)
  const spent = sessions.filter(({ standing }) => standing === 'spent').length
  const facts = [
    `budget ${cap}`,
    sessions.length === 1 ? '1 session' : `${sessions.length} sessions`,
    ...(spent > 0 ? [`${spent} spent`] : []),
  ].join(', ')
  if (sessions.length > 0 && widthOf(path) + 2 + facts.length <= columns) {
    return [`${styles.strong(path)}  ${styles.faint(facts)}`]
  }
  return [
    styles.strong(cutFrontTo(path, columns)),
    ...(sessions.length === 0 ? [] : [styles.faint(cutTo(facts, columns))]),
  ]
}

/** What can't be read is told in full, not cut to a cell: it is the one thing that somebody has to fix. */
function renderUnreadable({ session, why }: SessionView, { columns, styles }: Screen): readonly string[] {
  const words = `${escapeText(session)} can't be read: ${escapeText(why)}`
  return wrapTo(words, columns - 2).map((line, at) => styles.bad(`${at === 0 ? '!' : ' '} ${line}`))
}

function renderSessions(
  sessions: readonly SessionView[],
  cap: number,
  { columns, styles }: Screen,
): readonly string[] {
  const cells = cellsFor(cap, columns >= 120 ? 12 : columns >= 80 ? 8 : 6)
  const column = (
    title: string,
    cellOf: (session: SessionView) => string,
    tone: (session: SessionView) => Style | undefined,
    more: Partial<Column> = {},
  ): Column => ({
    ...{ title, cells: sessions.map(cellOf), ...more },
    style: (row) => {
      const session = sessions[row]
      const isFaint = session === undefined || session.old || session.standing === 'idle'
      return isFaint ? styles.faint : (tone(session) ?? ((cell) => cell))
    },
  })
  const urgency = (session: SessionView) => styles[toneOf(session)]
  const hasRuns = sessions.some(({ run }) => run !== '')
  const { titles, rows } = renderTable(
    [
      column('STREAK', ({ streak }) => `${bar(streak, cap, cells)} ${streak}/${cap}`, urgency),
      column('STATE', stateWords, urgency, { goes: 2 }),
      column(
        'SESSION',
        ({ session }) => escapeText(session),
        () => styles.strong,
        { least: 8 },
      ),
      column(
        'AGE',
        ({ ageMs }) => formatAge(ageMs),
        () => undefined,
        { align: 'right', goes: 1 },
      ),
      column(
        'LAST',
        ({ op }) => escapeText(op) || '-',
        () => undefined,
        { least: 4, goes: 3 },
      ),
      ...(hasRuns
        ? [
            column(
              'RUN',
              ({ run }) => escapeText(run),
              () => undefined,
              { least: 6, goes: 5 },
            ),
          ]
        : []),
      column(
        'WHY',
        ({ why, op }) => escapeText(why || opWords(op)),
        () => styles.faint,
        {
          ...{ least: 12, goes: 4 },
        },
      ),
    ],
    columns,
  )
  return [styles.faint(titles), ...rows.flat()]
}

function stateWords(session: SessionView): string {
  return session.standing === 'live' ? `${leftOf(session)} left` : session.standing
}

function toneOf(session: SessionView): keyof Styles {
  if (session.standing !== 'live') return 'bad'
  return leftOf(session) === 1 ? 'warn' : 'good'
}

const TITLES = ['state', 'streak', 'cap', 'session', 'age_seconds', 'last', 'run', 'workspace', 'why']

/**
 * A workspace's sessions for `grep`, `awk` and the like: a line of titles, then one line for each session, fields
 * between tabs, nothing cut. No field has a tab or a line end in it; one that is not known is empty.
 */
export function statusRows({ sessions, cap, workspace }: StatusView): readonly string[] {
  const rows = sessions.map(({ standing, streak, session, ageMs, op, run, why }) => [
    standing,
    standing === 'unreadable' ? '' : String(streak),
    String(cap),
    session,
    Number.isFinite(ageMs) ? String(Math.max(0, Math.floor(ageMs / 1000))) : '',
    op,
    run,
    workspace,
    why || opWords(op),
  ])
  return [TITLES, ...rows].map((fields) => fields.map(escapeText).join('\t'))
}
