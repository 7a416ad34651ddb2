/**
 * Builds the command: `dist/dos-hook.js`, one file that runs under Node and Bun, with `dist/desk.js` beside it for the
 * verbs that no hook is bound to; `dist/native`, to be compiled elsewhere; the manual page `dist/dos-hook.1`; the notices of what of others is in them; and
 * `dist/dos-hook`, compiled for this machine; with `--all` one binary per usual target as well.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { VERBS } from '@dos/command-line/verbs/catalogue'
import { COMPILE_FLAGS } from '@dos/desk/program/compile-flags'
import manifest from '../package.json' with { type: 'json' }
import { bundle } from './cold-imports.ts'
import { makePage } from './man/page.ts'
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

/** Builds the bundle into a folder. @returns its path */
export async function buildBundle(folder: string): Promise<string> {
  const path = join(folder, 'dos-hook.js')
  writeFileSync(path, LAUNCHER + (await bundle(join(APP, 'src', 'bin', 'script.ts'))))
  chmodSync(path, 0o755)
  return path
}

/** Builds the verbs for people into a folder, where the bundle looks for them. @returns the path */
export async function buildDesk(folder: string): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(APP, '..', 'desk', 'src', 'desk.ts')],
    target: 'node',
    format: 'esm',
    minify: true,
    plugins: [parserAsModule, utilOfAnyNode],
  })
  const [output] = outputs
  if (output === undefined || outputs.length > 1) throw new Error('the desk did not become one file')
  const path = join(folder, 'desk.js')
  await Bun.write(path, output)
  return path
}

/**
 * Builds what `init --native` compiles on the user's own machine: all of the command as plain JavaScript, in the pieces
 * that a compiled binary reads one by one. @returns the path of its entry
 */
export async function buildNativeSources(folder: string): Promise<string> {
  const outdir = join(folder, 'native')
  rmSync(outdir, { recursive: true, force: true })
  await Bun.build({
    entrypoints: [join(APP, 'src', 'bin', 'compiled.ts')],
    outdir,
    target: 'bun',
    format: 'esm',
    splitting: true,
    minify: true,
    plugins: [parserAsModule, utilOfAnyNode],
  })
  return join(outdir, 'compiled.js')
}

/** Makes the manual page in a folder, dated like this in milliseconds since 1970. @returns its path */
export function buildManual(folder: string, date: number): string {
  const template = readFileSync(join(APP, 'build', 'man', 'dos-hook.1.in'), 'utf8')
  const path = join(folder, 'dos-hook.1')
  writeFileSync(path, makePage({ template, verbs: VERBS, version: manifest.version, date }))
  return path
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
  // https://reproducible-builds.org/specs/source-date-epoch: seconds, for builds that are to be the same another day.
  const epoch = process.env['SOURCE_DATE_EPOCH']
  const date = epoch === undefined ? Date.now() : Number(epoch) * 1000
  const built = [
    await buildBundle(dist),
    await buildDesk(dist),
    await buildNativeSources(dist),
    await buildNotices(dist),
    buildManual(dist, date),
    buildBinary(dist),
  ]
  if (process.argv.includes('--all')) built.push(...TARGETS.map((target) => buildBinary(dist, target)))
  for (const path of built) console.log(`${path}  ${(Bun.file(path).size / 1024).toFixed(0)} KiB`)
}
