import { STATUS, type StatusFlags } from '@dos/command-line/report-verbs'
import { ignoreLine, loneFile } from '@dos/hook-call/progress/lone-file'
import { moreWords, renderStatus, statusRows } from '@dos/tally-view'
import { escapeText, wrapTo } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from '../world/desk-io.ts'
import { type End, runInWorkspace } from '../world/run-verb.ts'
import { type HeardHost, heardHosts } from './hosts.ts'
import { lookAround, reportLine, type StatusLook } from './look.ts'

/** Runs `dos-hook status`. */
export function status(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runInWorkspace(STATUS, args, io, (workspace, flags) => show(workspace, flags, io))
}

async function show(workspace: string, flags: StatusFlags, io: DeskIo): Promise<End> {
  const all = flags.all || flags.json
  if (flags.watch && (flags.json || io.columns !== undefined)) {
    const { watch } = await import('./watch.ts')
    return watch(workspace, all, flags.json, io)
  }
  if (flags.watch) {
    return '--watch needs a terminal; with --json it prints a line at every change, anywhere'
  }
  const around = await lookAround({ workspace, env: io.env, all, now: io.now() })
  const look = { ...around, warnings: [...around.warnings, ...loneFiles(around)] }
  const hosts = await heardHosts(workspace, io)
  if (flags.json) {
    io.write(reportLine(look, hosts))
    return 0
  }
  for (const line of [look.complaint, ...look.warnings.map((warning) => `warning: ${warning}`)]) {
    if (line !== undefined) io.complain(escapeText(line))
  }
  io.write(`${linesOf(look, hosts, io).join('\n')}\n`)
  return 0
}

/** The most sessions whose deltas are looked through, those first that need attention. */
const MOST_LOOKED_THROUGH = 20

/** One untracked file that keeps giving a budget back is no work, mostly: a log, or the state of a loop. */
function loneFiles({ view }: StatusLook): readonly string[] {
  return view.sessions.slice(0, MOST_LOOKED_THROUGH).flatMap(({ session, standing, tally }) => {
    const lone = standing === 'unreadable' ? undefined : loneFile(tally.paths)
    if (lone === undefined) return []
    return [
      `${session}: the untracked file ${lone.path} alone gave the budget back ${lone.times} times in a row; if it is no work, write into dos.toml, under [progress]: ${ignoreLine(lone.path)}`,
    ]
  })
}

function linesOf({ view }: StatusLook, hosts: readonly HeardHost[], io: DeskIo): readonly string[] {
  if (io.columns !== undefined) {
    const { columns } = io
    const { styles } = canvasOf(io)
    const heard = hosts.flatMap(({ line, silent }) =>
      wrapTo(line, columns).map((each) => (silent ? styles.bad(each) : each)),
    )
    return [...renderStatus(view, { columns, styles }), ...(heard.length === 0 ? [] : ['', ...heard])]
  }
  // What other programs read is only rows; beside them the rest is told on stderr.
  for (const { line } of hosts) io.complain(line)
  const more = moreWords(view)
  if (view.sessions.length === 0) return [more ?? '']
  if (more !== undefined) io.complain(more)
  return statusRows(view)
}
