import { resolve } from 'node:path'
import type { EnvironmentFacts, Facts, MarkerSettings } from '@dos/hook-doctor'
import type { DeskIo } from '../desk/desk-io.ts'
import { version } from '../version.ts'
import { readCap } from './claude-settings.ts'
import { commandFacts } from './command-facts.ts'
import { configFacts } from './config-facts.ts'
import { findHosts } from './host-facts.ts'
import { nativeFacts } from './native-facts.ts'
import { tallyFacts } from './tally-facts.ts'

/**
 * Finds out everything that the rules go by. Writes nothing, and asks nothing of the network.
 *
 * @param isNamed - whether the workspace was named on the command line
 */
export async function gather(workspace: string, isNamed: boolean, io: DeskIo): Promise<Facts> {
  const config = await configFacts(workspace)
  const hosts = await findHosts(workspace, io)
  return {
    version,
    platform: io.platform,
    workspace: {
      folder: workspace,
      from: isNamed ? 'flag' : isHere(workspace, io) ? 'current-folder' : 'elsewhere',
    },
    config,
    hosts: hosts.map(({ facts }) => facts),
    commands: await commandFacts(hosts, workspace, io),
    native: await nativeFacts(io),
    tally: tallyFacts(workspace, io),
    environment: environmentFacts(config.marker, io.env),
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

/** Names alone: values may be keys and tokens. A number is no secret. */
function environmentFacts(marker: MarkerSettings | undefined, env: DeskIo['env']): EnvironmentFacts {
  return {
    armedBy: (marker?.armOnEnv ?? []).filter((name) => (env[name] ?? '') !== ''),
    blockCap: readCap(env['CLAUDE_CODE_STOP_HOOK_BLOCK_CAP']),
  }
}
