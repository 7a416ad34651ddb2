import { basename } from 'node:path'
import { CONFIG, type ConfigFlags } from '@dos/command-line/report-verbs'
import { readConfig } from '@dos/hook-call/config/config'
import { cutFrontTo, cutTo, escapeText, jsonLine, renderTable, tabLines } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from '../world/desk-io.ts'
import { type End, runInWorkspace } from '../world/run-verb.ts'
import { type Origin, type Setting, settingsOf } from './settings.ts'

/** Runs `dos-hook config`. */
export function config(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runInWorkspace(CONFIG, args, io, (workspace, flags) => tell(workspace, flags, io))
}

async function tell(workspace: string, { maxMarkers, json }: ConfigFlags, io: DeskIo): Promise<End> {
  const reading = await readConfig(workspace, io.env)
  if (!reading.ok) {
    const { complaint: trouble } = reading
    if (json) io.write(jsonLine({ workspace, files: [], settings: {}, warnings: [], trouble }))
    return `${trouble}; until that is mended, every turn is released`
  }
  const settings = settingsOf(reading, maxMarkers, io.env)
  const files = reading.layers.map(({ whose, document: { file } }) => ({ whose, file }))
  if (json) {
    const entries = settings.map(({ table, key, value = null, from }) => [`${table}.${key}`, { value, from }])
    const { warnings } = reading
    io.write(jsonLine({ workspace, files, settings: Object.fromEntries(entries), warnings, trouble: null }))
    return 0
  }
  for (const warning of reading.warnings) io.complain(escapeText(`warning: ${warning}`))
  const paths = [workspace, ...files.map(({ file }) => file)]
  io.write(`${(io.columns === undefined ? rows(settings) : table(paths, settings, io)).join('\n')}\n`)
  return 0
}

/** For `grep`, `awk` and the like. */
function rows(settings: readonly Setting[]): readonly string[] {
  const fields = settings.map(({ table, key, value, from }) => [
    `${table}.${key}`,
    formatValue(value),
    formatOrigin(from),
  ])
  return tabLines([['setting', 'value', 'from'], ...fields])
}

/** For people, fitted to the terminal: what is built in steps back. */
function table(
  [workspace = '', ...files]: readonly string[],
  settings: readonly Setting[],
  io: DeskIo,
): readonly string[] {
  const { strong, faint } = canvasOf(io).styles
  const width = io.columns ?? 80
  const cells = settings.map(({ key, value, from }) =>
    [key, formatValue(value), formatOrigin(from, basename)].map(escapeText),
  )
  const column = (at: number) => cells.map((each) => `${at === 0 ? '  ' : ''}${each[at] ?? ''}`)
  const { rows } = renderTable(
    [
      { title: '', cells: column(0) },
      { title: '', cells: column(1), least: 8 },
      { title: '', cells: column(2), least: 8, goes: 1 },
    ],
    width,
  )
  return [
    strong(cutFrontTo(escapeText(workspace), width)),
    ...files.map((file) => cutFrontTo(escapeText(file), width)),
    ...settings.flatMap((setting, at) => {
      const row = rows[at]?.join('') ?? ''
      const head = setting.table === settings[at - 1]?.table ? [] : ['', cutTo(`[${setting.table}]`, width)]
      return [...head, setting.from.kind === 'built in' ? faint(row) : row]
    }),
  ]
}

/** As the file would have it. */
function formatValue(value: unknown): string {
  if (value === undefined) return 'none'
  return Array.isArray(value) ? `[${value.map(formatValue).join(', ')}]` : JSON.stringify(value)
}

function formatOrigin(from: Origin, shorten: (file: string) => string = (file) => file): string {
  switch (from.kind) {
    case 'built in':
      return 'built in'
    case 'flag':
    case 'variable':
      return from.name
    case 'user':
    case 'workspace':
      return `${from.table === undefined ? '' : `[${from.table}] `}${shorten(from.file)}:${from.line ?? 1}`
  }
}
