import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { built } from './built.ts'
import { tool } from './launch.ts'
import { copyScript } from './package-copy.ts'

export type Installer = 'npm' | 'bun'

const installed = new Map<Installer, Promise<string>>()

/** Puts the packed package into a folder, as an installer does. */
export async function installInto(folder: string, by: Installer): Promise<void> {
  const from = installed.get(by) ?? install(by)
  installed.set(by, from)
  cpSync(await from, join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true })
}

/** @returns a `node_modules` with just this package in it */
async function install(by: Installer): Promise<string> {
  const { folder } = await built()
  const tarball = await pack(mkdtempSync(join(folder, 'pack-')))
  const project = mkdtempSync(join(folder, 'project-'))
  writeFileSync(join(project, 'package.json'), '{"name":"project"}')
  const words =
    by === 'npm'
      ? [tool('npm'), 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball]
      : [process.execPath, 'add', tarball]
  call(words, project)
  return join(project, 'node_modules')
}

/**
 * Packs what was built, not what happens to lie in `dist`. What is needed for development is left out of the
 * manifest: it means nothing to who installs the package, and only its own workspace could resolve it.
 */
async function pack(folder: string): Promise<string> {
  const { devDependencies: _, ...published } = manifest
  writeFileSync(join(folder, 'package.json'), JSON.stringify(published))
  await copyScript(join(folder, 'dist'))
  call([process.execPath, 'pm', 'pack'], folder)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('bun pm pack packed nothing')
  return join(folder, tarball)
}

function call([command = '', ...args]: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: [dirname(tool('node')), dirname(process.execPath), process.env['PATH']].join(':'),
      HOME: cwd,
      BUN_INSTALL_CACHE_DIR: join(cwd, '.cache'),
      npm_config_cache: join(cwd, '.cache'),
      npm_config_update_notifier: 'false',
    },
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
}
