import { dirname, join } from 'node:path'
import type { HostFacts, Trust } from '@dos/hook-doctor'
import { type Machine, settingsFile } from '@dos/hook-wiring'
import { readSmallFile } from '../small-file.ts'
import { type Candidate, scopeFiles } from './candidates.ts'
import { toFound } from './codex-found.ts'
import {
  type CodexConfig,
  codexConfigFaults,
  codexHandlers,
  codexTrust,
  isProjectTrusted,
  readCodexConfig,
} from './codex-trust.ts'
import { membersOf } from './entry-members.ts'
import { realPath } from './find-program.ts'
import type { StartContext } from './start.ts'
import { type OwnHook, ownHooks } from './wired-hooks.ts'

/** What Codex thinks of each handler of a hooks file; nothing where the two lists of them don't fit. */
export function trustsIn(
  codex: CodexConfig | undefined,
  file: string,
  text: string,
  count: number,
): (at: number) => Trust {
  if (codex === undefined) return () => undefined
  const handlers = codexHandlers(JSON.parse(text).hooks)
  if (handlers.length !== count) return () => undefined
  const names = [file, realPath(file) ?? file]
  return (at) => {
    const handler = handlers[at]
    return handler && codexTrust(codex, names, handler)
  }
}

/** Reads Codex's configuration of this user; `undefined` where it is malformed or can't be read. */
export async function readCodex(machine: Machine): Promise<CodexConfig | undefined> {
  const user = settingsFile('codex', 'user', machine)
  if (user === undefined) return undefined
  const reading = readSmallFile(join(dirname(user), 'config.toml'))
  if (reading.kind === 'refused') return undefined
  return readCodexConfig(reading.kind === 'text' ? reading.text : '')
}

/** What keeps Codex's configuration from being read, that of this user and that of the project. */
export async function codexFaults(machine: Machine): Promise<HostFacts['trustFaults']> {
  const files = scopeFiles('codex', machine).map(({ file }) => join(dirname(file), 'config.toml'))
  const faults = files.map(async (file) => {
    const reading = readSmallFile(file)
    if (reading.kind === 'missing') return []
    if (reading.kind === 'refused') return [{ file, message: reading.why }]
    return (await codexConfigFaults(reading.text)).map(({ line, column, message }) => ({
      file,
      message,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    }))
  })
  return (await Promise.all(faults)).flat()
}

/** Whether Codex reads the settings of the project; `undefined` where that can't be told. */
export async function codexProject(machine: Machine): Promise<boolean | undefined> {
  const config = await readCodex(machine)
  return config && isProjectTrusted(config, machine.project)
}

/** Hooks that stand in a `config.toml` of Codex, beside the file of their own, which it takes as well. */
export async function codexInline(
  { file: beside }: Candidate,
  context: StartContext,
  trust: CodexConfig | undefined,
): Promise<{ readonly file: string; readonly own: readonly OwnHook[] } | undefined> {
  const file = join(dirname(beside), 'config.toml')
  const reading = readSmallFile(file)
  const config = reading.kind === 'text' ? await readCodexConfig(reading.text) : undefined
  if (reading.kind !== 'text' || config === undefined) return undefined
  const handlers = codexHandlers(config.hooks)
  const found = handlers.map((handler) => toFound(handler, reading.text))
  const own = ownHooks('codex', found, context, {
    trustOf: (at) => {
      const handler = handlers[at]
      return handler && trust && codexTrust(trust, [file, realPath(file) ?? file], handler)
    },
    membersOf: (at) => membersOf(handlers[at]?.handler ?? {}),
  })
  return own.length === 0 ? undefined : { file, own }
}
