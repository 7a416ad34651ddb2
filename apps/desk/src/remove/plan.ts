import { basename } from 'node:path'
import { type FoundHook, inspect, splitWords, unwire } from '@dos/hook-wiring'
import { originalText, readRecord, untouchedBaseline } from '../settings/backup.ts'
import type { Plan } from '../settings/change.ts'
import { readSettingsFile, whyNotWritable } from '../settings/settings-on-disk.ts'
import { complaint, type Target, whyOutside } from '../settings/targets.ts'

/** What it is decided by. */
export interface RemovalFacts {
  readonly backups: string
  readonly project: string
  /** Whether this host was named: then a file that can't be read is told of whatever is in it. */
  readonly asked: boolean
}

/** Finds out what is to become of a settings file. Nothing is written. */
export function planRemoval(target: Target, { backups, project, asked }: RemovalFacts): Plan {
  const { host, path } = target
  const found = readSettingsFile(path)
  if (!found.ok) return asked ? { kind: 'refused', target, why: found.why } : { kind: 'nothing' }
  const { text } = found
  if (text === undefined) return { kind: 'nothing' }
  const inspection = inspect(host, text)
  if (!inspection.ok) {
    const concerns = asked || text.includes('dos-hook')
    return concerns
      ? { kind: 'refused', target, why: complaint(path, inspection.problem) }
      : { kind: 'nothing' }
  }
  const own = inspection.found.filter(({ verb }) => verb !== undefined)
  if (own.length === 0) return { kind: 'nothing' }
  const stays = own
    .filter(({ byHand }) => byHand)
    .map((hook) => `line ${hook.line} is a command of your own, and stays: ${asWritten(text, hook)}`)
  if (stays.length === own.length) return { kind: 'stays', target, found, what: stays }
  const why = whyOutside(target, found.path, project) ?? whyNotWritable(found)
  if (why !== undefined) return { kind: 'refused', target, why }

  const change = { kind: 'change', target, found, isOurs: true } as const
  const baseline = untouchedBaseline(backups, found)
  if (baseline !== undefined) {
    const what = [...stays, 'as it was before init']
    return { ...change, what, isRestored: true, after: baseline.text, folders: baseline.folders }
  }
  const edit = unwire(host, text, originalText(backups, found.path))
  if (!edit.ok) return { kind: 'refused', target, why: complaint(path, edit.problem) }
  const known = readRecord(backups, found.path)?.baseline
  const folders = known !== undefined && known.text === undefined ? known.folders : undefined
  // A file of its own name is its own, also where nothing is remembered of it.
  if (isEmpty(edit.text) && (folders !== undefined || basename(path) === 'dos-hook.json')) {
    const what = [...stays, 'made by init, and nothing else is in it']
    return { ...change, what, after: undefined, folders: folders ?? [] }
  }
  return { ...change, what: [...stays, ...edit.changes], after: edit.text }
}

function isEmpty(text: string): boolean {
  return /^\uFEFF?\s*\{\s*\}\s*$/.test(text)
}

/** A command line as a settings file has it. */
const COMMAND = /"(?:command|bash)"\s*:\s*("(?:[^"\\\r\n]|\\.)*")/g

/** The command of a hook as it stands in its file, quotes and operators included; else the words it was read as. */
function asWritten(text: string, { command, words }: FoundHook): string {
  const lines = [...text.matchAll(COMMAND)].flatMap(([, literal = '']) => unquote(literal) ?? [])
  return lines.find((line) => splitWords(line).join('\0') === words.join('\0')) ?? command
}

function unquote(literal: string): string | undefined {
  try {
    return JSON.parse(literal)
  } catch {
    return undefined
  }
}
