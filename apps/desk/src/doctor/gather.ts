import { resolve } from 'node:path'
import type { Facts } from '@dos/hook-doctor'
import type { DeskIo } from '../world/desk-io.ts'
import { projectOf } from '../world/paths.ts'
import { configFacts } from './config-facts.ts'
import { findHosts } from './host-facts.ts'
import { ownPrograms, pathOutside } from './own-programs.ts'
import { lookAtProgress } from './progress-look.ts'
import { tallyFacts } from './tally-facts.ts'

/**
 * Finds out everything that the rules go by. Writes nothing, and asks nothing of the network.
 *
 * @param isNamed - whether the workspace was named on the command line
 */
export async function gather(workspace: string, isNamed: boolean, io: DeskIo): Promise<Facts> {
  const config = await configFacts(workspace, io.env)
  const strange = strangers(workspace, io)
  // Git is asked with this.
  const outside = { ...io, env: { ...io.env, PATH: pathOutside(strange, io.env['PATH']) } }
  return {
    version: io.version,
    platform: io.platform,
    now: io.now(),
    workspace: {
      folder: workspace,
      from: isNamed ? 'flag' : isHere(workspace, io) ? 'current-folder' : 'elsewhere',
    },
    config,
    hosts: await findHosts(workspace, io),
    programs: await ownPrograms(strange, io),
    progressLook: config.progress && lookAtProgress(workspace, config.progress, outside),
    tally: tallyFacts(workspace, outside),
    armedBy: (config.marker?.armOnEnv ?? []).filter((name) => (io.env[name] ?? '') !== ''),
    personalHooksOff: !['', '0', 'false'].includes(io.env['CLAUDE_CODE_PERSONAL_HOOKS_OFF'] ?? ''),
  }
}

/** What may have come from a stranger: the workspace, and the one around the current folder. */
function strangers(workspace: string, { cwd, env }: DeskIo): readonly string[] {
  const named = env['DISPATCH_WORKSPACE']
  return [workspace, ...(named ? [named] : []), ...here(cwd)].map(projectOf)
}

function here(cwd: () => string): readonly string[] {
  try {
    return [cwd()]
  } catch {
    return []
  }
}

/** A current folder that is gone is nowhere. */
function isHere(workspace: string, { cwd }: DeskIo): boolean {
  try {
    return resolve(cwd()) === workspace
  } catch {
    return false
  }
}
