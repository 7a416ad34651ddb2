/**
 * Builds the command: `dist/dos-hook.js`, which runs under Node and Bun, with what it loads on demand in `dist/parts` and
 * the commands that people run in `dist/desk.js`; the notices of third-party code; and
 * `dist/dos-hook`, compiled for this machine; with `--all` one binary per usual target as well.
 */
import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { BunPlugin } from 'bun'
import { COMPILE_FLAGS } from './compile-flags.ts'
import { makeNotices } from './notices.ts'
import { parserAsModule } from './parser-as-module.ts'
import { utilOfAnyNode } from './util-of-any-node.ts'

const APP = dirname(import.meta.dir)
/** As the package has it, and copies of the script. */
const NOTICES = 'THIRD-PARTY-NOTICES.txt'

const TARGETS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64', 'windows-arm64']

/**
 * Lets the file be started by its name. By Node, also where Bun is there: a shell that looked for Bun would leave with 2,
 * which hosts take for a hold, where it can't open the file (unreadable, replaced meanwhile, no descriptor left), and
 * Bun would need flags to load nothing of the current folder, which no first line can hand it everywhere. `init` wires
 * the faster runtime by its path.
 */
const LAUNCHER = '#!/usr/bin/env node\n'

/**
 * Builds the script into a folder: `dos-hook.js`, each module that it loads on demand as a file of its own in `parts/`,
 * and the commands that people run as `desk.js`. In one file with all of it a hook call would parse four times as much.
 * Each file has copies of what it imports, so no class or object may be compared across files; and `dos-hook.js` alone
 * still holds and releases.
 *
 * @returns the path of `dos-hook.js`
 */
export async function buildScript(folder: string): Promise<string> {
  const path = join(folder, SCRIPT)
  rmSync(join(folder, 'parts'), { recursive: true, force: true })
  const files = new Map([[join(APP, 'src', 'bin', 'script.ts'), SCRIPT]])
  for (const [source, name] of files) {
    const partOf = (module: string) => {
      const known =
        files.get(module) ??
        `parts/${relative(join(APP, '..', '..'), module)
          .replace(/\.ts$/, '')
          .replaceAll(/\W+/g, '-')}.js`
      files.set(module, known)
      return known
    }
    await bundle(source, folder, name, [onDemand(name, partOf), ...PLUGINS])
  }
  await bundle(DESK, folder, 'desk.js', PLUGINS)
  writeFileSync(path, LAUNCHER + readFileSync(path, 'utf8'))
  chmodSync(path, 0o755)
  return path
}

const SCRIPT = 'dos-hook.js'
const DESK = realpathSync(join(APP, '..', 'desk', 'src', 'desk.ts'))
const PLUGINS = [parserAsModule, utilOfAnyNode]

/** Bundles a module into one file for Node and Bun. */
async function bundle(source: string, outdir: string, naming: string, plugins: BunPlugin[]): Promise<void> {
  await Bun.build({
    entrypoints: [source],
    outdir,
    naming,
    target: 'node',
    format: 'esm',
    minify: true,
    plugins,
  })
  // Bun imports `createRequire` for every library in CommonJS, used or not, and loading its module takes 0.3 ms.
  const text = readFileSync(join(outdir, naming), 'utf8')
  const [statement, name] = /import\{createRequire as (\w+)\}from"node:module";/.exec(text) ?? []
  if (statement !== undefined && !text.includes(`${name}(import.meta.url)`))
    writeFileSync(join(outdir, naming), text.replace(statement, ''))
}

/** Leaves what a file imports dynamically in files of their own, which are named by `partOf`. */
function onDemand(name: string, partOf: (module: string) => string): BunPlugin {
  return {
    name: 'on-demand',
    setup: (builder) => {
      builder.onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
        if (kind !== 'dynamic-import' || /^(node|bun):/.test(path)) return undefined
        const module = realpathSync(Bun.resolveSync(path, dirname(importer)))
        const part = module === DESK ? 'desk.js' : partOf(module)
        return { path: `./${relative(dirname(name), part)}`, external: true }
      })
    },
  }
}

/** Writes the notices of all code of others that is shipped. @returns their path */
export async function buildNotices(folder: string): Promise<string> {
  const path = join(folder, NOTICES)
  const entries = ['script.ts', 'compiled.ts'].map((name) => join(APP, 'src', 'bin', name))
  writeFileSync(path, await makeNotices(entries))
  return path
}

/** Compiles the command into a folder, for this machine or for a target. @returns its path */
export function buildBinary(folder: string, target?: string): string {
  const name = target === undefined ? 'dos-hook' : `dos-hook-${target}`
  const path = join(folder, (target ?? process.platform).startsWith('win') ? `${name}.exe` : name)
  const cross = target === undefined ? [] : [`--target=bun-${target}`]
  bunBuild([...COMPILE_FLAGS, ...cross, 'src/bin/compiled.ts', '--outfile', path])
  return path
}

function bunBuild(args: readonly string[]): void {
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, 'build', ...args], {
    cwd: APP,
    stderr: 'pipe',
  })
  if (exitCode !== 0) throw new Error(`bun build ${args.join(' ')} failed:\n${stderr.toString()}`)
}

if (import.meta.main) {
  const dist = join(APP, 'dist')
  mkdirSync(dist, { recursive: true })
  const built = [await buildScript(dist), await buildNotices(dist), buildBinary(dist)]
  if (process.argv.includes('--all')) built.push(...TARGETS.map((target) => buildBinary(dist, target)))
  for (const path of built) console.log(`${path}  ${(Bun.file(path).size / 1024).toFixed(0)} KiB`)
}
