import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Host } from './hosts/host.ts'

/** Where hosts' packages are kept, by the caller's environment. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const cache = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return resolve(env['E2E_CACHE'] ?? join(cache, 'dos-hook-e2e'))
}

/** The path of a host's command; its package is installed into the cache if it is not there yet. */
export function installedHost(host: Host, version: string, cache: string): string {
  const folder = join(cache, `${host.name}-${version}`)
  const command = join(folder, host.program ?? `node_modules/.bin/${host.command}`)
  if (!existsSync(command)) install(`${host.package}@${version}`, cache, folder)
  return command
}

/** Beside its place first, so that an install that broke off is never taken for a whole one. */
function install(name: string, cache: string, folder: string): void {
  console.error(`installing ${name}`)
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  const npm = ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', unfinished, name]
  const { exitCode } = Bun.spawnSync(npm, { stdout: 'inherit', stderr: 'inherit' })
  if (exitCode !== 0) throw new Error(`${npm.join(' ')} left with status ${exitCode}`)
  renameSync(unfinished, folder)
}
