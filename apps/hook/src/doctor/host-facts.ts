import { existsSync } from 'node:fs'
import { capabilitiesOf, dialectOf, HOST_NAMES, type HostName } from '@dos/hook-dialect'
import type { HostAbilities, HostFacts, SettingsFacts } from '@dos/hook-doctor'
import { hostSigns, type Machine } from '@dos/hook-wiring'
import type { DeskIo } from '../desk/desk-io.ts'
import { findOnPath } from '../wiring/on-path.ts'
import { codexFaults, codexProject } from './codex-files.ts'
import { type HostFile, hostFiles } from './settings-files.ts'
import type { OwnHook } from './wired-hooks.ts'

/** Hosts that tell a Stop of a chain that a hook holds from the first: measured, but of Droid's, which is documented. */
const LATCHED: readonly HostName[] = ['claude-code', 'codex', 'gemini', 'qwen', 'copilot', 'droid']

/** One host, and every hook in it that runs this program, each with the place of its settings. */
export interface Host {
  readonly facts: HostFacts
  readonly own: readonly { readonly file: string; readonly hook: OwnHook }[]
}

/** Every host that is installed, or into whose settings this program is wired. */
export async function findHosts(workspace: string, io: DeskIo): Promise<readonly Host[]> {
  const machine: Machine = { platform: io.platform, home: io.home, project: workspace, env: io.env }
  const hosts: Host[] = []
  // Hosts may share a file: of one that isn't installed such a file says nothing.
  const taken = new Set<string>()
  for (const host of HOST_NAMES) {
    const files = await hostFiles(host, machine, io)
    const signs = signsOf(host, machine, io)
    const isWired = files.some(({ facts: { file }, own }) => own.length > 0 && !taken.has(file))
    for (const { facts } of files) taken.add(facts.file)
    if (signs.length === 0 && !isWired) continue
    const projectTrusted = host === 'codex' ? await codexProject(machine) : undefined
    const trustFaults = host === 'codex' ? await codexFaults(machine) : []
    const trust = { projectTrusted, trustFaults }
    hosts.push({ facts: { ...toFacts(host, signs, files), ...trust }, own: files.flatMap(withFile) })
  }
  return hosts
}

function withFile({ facts: { file }, own }: HostFile): Host['own'] {
  return own.map((hook) => ({ file, hook }))
}

function toFacts(
  host: HostName,
  signs: readonly string[],
  files: readonly { readonly facts: SettingsFacts }[],
): Omit<HostFacts, 'projectTrusted' | 'trustFaults'> {
  return {
    host,
    title: dialectOf(host).title,
    signs,
    able: abilitiesOf(host),
    files: files.map(({ facts }) => facts),
  }
}

function abilitiesOf(host: HostName): HostAbilities {
  const { halt, quietHold, cap, defaultTimeout, timeoutUnit, trust } = capabilitiesOf(host)
  const milliseconds = timeoutUnit === 'ms'
  return {
    latch: LATCHED.includes(host),
    halt: halt === true,
    quietHold: quietHold === true,
    cap: cap === 'none' ? undefined : cap,
    timeoutSeconds: defaultTimeout === undefined || !milliseconds ? defaultTimeout : defaultTimeout / 1000,
    milliseconds,
    // Measured on Claude Code; of the others it isn't known.
    once: host === 'claude-code',
    asks: trust,
  }
}

function signsOf(host: HostName, machine: Machine, io: DeskIo): readonly string[] {
  const { folders, commands } = hostSigns(host, machine)
  return [...folders.filter(existsSync), ...commands.flatMap((command) => findOnPath(command, io) ?? [])]
}
