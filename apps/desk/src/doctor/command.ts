import { isatty } from 'node:tty'
import { DOCTOR, type DoctorFlags } from '@dos/command-line/report-verbs'
import { examine, type Finding, isHealthy, type Paint, report } from '@dos/hook-doctor'
import { escapeJson } from '@dos/terminal-text'
import { createColors } from 'picocolors'
import type { DeskIo } from '../world/desk-io.ts'
import { runInWorkspace } from '../world/run-verb.ts'
import { gather } from './gather.ts'

/** From here on a person wonders whether anything happens, in milliseconds. */
const LONG = 1000

/**
 * Runs `dos-hook doctor`.
 *
 * @returns 0 where nothing has to be mended; 1 where something has, or for a wrong command line
 */
export function doctor(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runInWorkspace(DOCTOR, args, io, (workspace, flags) => tellFindings(workspace, flags, io))
}

async function tellFindings(workspace: string, flags: DoctorFlags, io: DeskIo): Promise<0 | 1> {
  const findings = await lookAround(workspace, flags.workspace !== undefined, io)
  const ok = isHealthy(findings)
  if (flags.json) io.write(`${escapeJson(JSON.stringify({ ok, findings }))}\n`)
  else io.write(report(findings, { columns: io.columns, paint: paintFor(io) }))
  return ok ? 0 : 1
}

/** Looks, and says so where that takes a while and somebody sits there. */
async function lookAround(workspace: string, isNamed: boolean, io: DeskIo): Promise<readonly Finding[]> {
  const timer = setTimeout(() => {
    if (isatty(2)) io.complain('looking at progress, and how long a call takes …')
  }, LONG)
  try {
    return examine(await gather(workspace, isNamed, io))
  } finally {
    clearTimeout(timer)
  }
}

function paintFor({ colours }: DeskIo): Paint {
  const { red, yellow, cyan, green, bold, dim } = createColors(colours)
  return { error: red, warning: yellow, info: cyan, ok: green, heading: bold, quiet: dim }
}
