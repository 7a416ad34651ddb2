import { dialectOf, HOST_NAMES } from '@dos/hook-dialect'
import type { HostFacts } from '@dos/hook-doctor'
import type { Machine } from '@dos/hook-wiring'
import { isInUse } from '../settings/targets.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { codexConfigFiles, isProjectTrusted, readCodexConfig } from './codex.ts'
import { hearingOf, schedulesOf, sessionsOf } from './hearing.ts'
import { hostFiles } from './settings-files.ts'
import { readClaudeSettingsToo, switchesOf } from './switches.ts'

/** Every host that is installed, or into whose settings this program is wired. */
export async function findHosts(workspace: string, io: DeskIo): Promise<readonly HostFacts[]> {
  const machine: Machine = { platform: io.platform, home: io.home, project: workspace, env: io.env }
  const hosts: HostFacts[] = []
  // Hosts may share a file: of one that isn't installed such a file says nothing.
  const taken = new Set<string>()
  for (const host of HOST_NAMES) {
    const files = await hostFiles(host, machine, io)
    const isWired = files.some(({ file, hooks }) => hooks.length > 0 && !taken.has(file))
    for (const { file } of files) taken.add(file)
    if (!isWired && !isInUse(host, machine)) continue
    const sessions = sessionsOf(host, machine)
    hosts.push({
      host,
      title: dialectOf(host).title,
      projectTrusted: host === 'codex' ? await codexProject(machine) : undefined,
      switches: await switchesOf(
        host,
        machine,
        files.map(({ file }) => file),
      ),
      readBy: host === 'claude-code' ? readClaudeSettingsToo(machine) : [],
      schedules: schedulesOf(host, sessions, machine),
      hearing: hearingOf(host, files, sessions, machine, io),
      files,
    })
  }
  return hosts
}

/** Whether Codex reads the settings of the project; `undefined` where that can't be told. */
async function codexProject(machine: Machine): Promise<boolean | undefined> {
  const [user] = codexConfigFiles(machine)
  const config = user === undefined ? undefined : await readCodexConfig(user)
  if (config !== undefined && 'trouble' in config) return undefined
  return isProjectTrusted(config ?? { projects: {} }, machine.project)
}
