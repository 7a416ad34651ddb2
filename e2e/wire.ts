import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from './hosts/host.ts'
import { runIn, type Sandbox } from './sandbox.ts'

/** A hook that was wired by the command itself. */
export interface Wiring {
  /** The files that it changed. */
  readonly paths: readonly string[]
  /** Takes it out again. @returns the settings that are not byte for byte what they were before, by path */
  readonly takeOut: () => readonly string[]
}

/** Lets `dos-hook init` bind the hook, as a user does. Throws where it fails, or changes nothing. */
export function wire(host: Host, sandbox: Sandbox, command: string, args: readonly string[]): Wiring {
  const before = settings(sandbox)
  runIn(sandbox, [command, 'init', '--host', host.wiredAs, '--yes', ...args])
  const wired = differences(before, settings(sandbox))
  if (wired.length === 0) throw new Error('dos-hook init changed no settings')
  return {
    paths: wired,
    takeOut: () => {
      runIn(sandbox, [command, 'remove', '--host', host.wiredAs, '--yes'])
      const after = settings(sandbox)
      // Of what lies beside them, a host may write what it likes while it runs.
      return wired.filter((path) => before.get(path) !== after.get(path))
    },
  }
}

/** Every file below the home and the project that can be settings, with its bytes. */
function settings({ home, project }: Sandbox): ReadonlyMap<string, string> {
  const paths = [home, project].flatMap((root) => walk(root)).filter((path) => /\.(json|toml)$/.test(path))
  return new Map(paths.map((path) => [path, readFileSync(path, 'base64')]))
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    // What dos-hook keeps for itself is no setting of the host.
    if (name === 'node_modules' || name === '.dos' || path.includes('dos-hook')) return isSetting(path)
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? walk(path) : [path]
  })
}

/** Copilot CLI has a file for each hook, named after it. */
function isSetting(path: string): readonly string[] {
  return path.endsWith('hooks/dos-hook.json') ? [path] : []
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  )
}
