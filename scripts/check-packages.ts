/**
 * Checks the packages as a stranger gets them: packs every one, lints the tarballs, installs them in an empty project
 * outside of this repository, and uses them there under Node and under Bun. Says what was checked, line by line.
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { buildNotices } from '../apps/hook/build/build.ts'

const ROOT = dirname(import.meta.dir)

/** The first version that the packages promise to run under. */
const OLDEST_NODE = '20.0.0'

interface Packed {
  readonly name: string
  readonly folder: string
  readonly tarball: string
  readonly manifest: Readonly<Record<string, unknown>>
}

const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-packages-'))
try {
  const packages = packAll()
  for (const one of packages) await lint(one)
  const stranger = installAll(packages)
  useLibraries(stranger)
  useCommand(stranger)
  useOldestNode(stranger)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function packAll(): readonly Packed[] {
  const folders = ['packages', 'apps'].flatMap((kind) =>
    readdirSync(join(ROOT, kind)).map((name) => join(ROOT, kind, name)),
  )
  const isPrivate = (folder: string) =>
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private === true
  return folders
    .filter((folder) => !isPrivate(folder))
    .map((folder) => {
      const before = new Set(readdirSync(scratch))
      must(['bun', 'pm', 'pack', '--destination', scratch], folder)
      const tarball = readdirSync(scratch).find((name) => !before.has(name))
      if (tarball === undefined) throw new Error(`${folder} was not packed`)
      const manifest = JSON.parse(
        must(['tar', '-xOf', join(scratch, tarball), 'package/package.json'], scratch),
      )
      return { name: manifest.name, folder, tarball: join(scratch, tarball), manifest }
    })
}

async function lint({ name, tarball, manifest }: Packed): Promise<void> {
  const { messages } = await publint({
    pack: { tarball: await Bun.file(tarball).arrayBuffer() },
  })
  const complaints = messages.map((message) => formatMessage(message, manifest))
  if (complaints.length > 0) throw new Error(`${name}: publint says ${complaints.join('; ')}`)
  if (JSON.stringify(manifest).includes('workspace:'))
    throw new Error(`${name} is packed with a workspace: range`)

  const files = must(['tar', '-tf', tarball], scratch).trim().split('\n')
  for (const wanted of ['package/README.md', 'package/LICENSE', 'package/CHANGELOG.md']) {
    if (!files.includes(wanted)) throw new Error(`${name} is packed without ${wanted}`)
  }
  if (files.some((file) => /\/(src|test)\//.test(file)))
    throw new Error(`${name} is packed with its sources or tests`)
  // The command has no entry point to import, so there are no types to look at.
  if (Object.keys(manifest['exports'] as object).includes('.')) {
    must([join(ROOT, 'node_modules', '.bin', 'attw'), tarball, '--profile', 'esm-only'], scratch)
  }
  if (name === 'dos-hook') {
    const path = 'package/dist/THIRD-PARTY-NOTICES.txt'
    const wanted = readFileSync(await buildNotices(mkdtempSync(join(scratch, 'notices-'))), 'utf8')
    if (must(['tar', '-xOf', tarball, path], scratch) !== wanted)
      throw new Error(`${name}: ${path} does not hold the licences of what is bundled`)
  }
  console.log(`ok  ${name}: packed, publint and types`)
}

/** An empty project that has every package from its tarball, as if it came from the registry. */
function installAll(packages: readonly Packed[]): string {
  const project = join(scratch, 'stranger')
  mkdirSync(project)
  const tarballs = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const typescript = JSON.parse(
    readFileSync(join(ROOT, 'node_modules/typescript/package.json'), 'utf8'),
  ).version
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      name: 'stranger',
      private: true,
      type: 'module',
      dependencies: { ...tarballs, arktype: '^2.2.0' },
      devDependencies: { typescript },
      overrides: tarballs,
    }),
  )
  must(['npm', 'install', '--no-audit', '--no-fund', '--loglevel', 'error'], project)
  console.log('ok  installed from the tarballs with npm')
  return project
}

function useLibraries(project: string): void {
  const script = join(import.meta.dir, 'stranger.ts')
  // It has no type annotations, so that Node can run it as it is.
  copyFileSync(script, join(project, 'use.mjs'))
  copyFileSync(script, join(project, 'use.ts'))
  for (const runtime of ['node', 'bun']) {
    must([runtime, 'use.mjs'], project)
    console.log(`ok  every library under ${runtime}`)
  }
  const flags = '--noEmit --strict --target es2023 --module nodenext --types node --skipLibCheck false'
  // What a stranger's compiler sees of the packages, without ours: only node's types are added, for the script itself.
  must(
    ['npm', 'install', '--no-audit', '--no-fund', '--loglevel', 'error', '--save-dev', '@types/node@20'],
    project,
  )
  must([join('node_modules', '.bin', 'tsc'), ...flags.split(' ').slice(0, -2), 'use.ts'], project)
  console.log("ok  types under a stranger's compiler")
}

function useCommand(project: string): void {
  const event = JSON.stringify({
    hook_event_name: 'Stop',
    session_id: 'stranger',
    cwd: project,
    stop_hook_active: false,
  })
  const launches = [
    ['npx', '--no-install', 'dos-hook'],
    ['bunx', '--no-install', 'dos-hook'],
    ['bunx', '--no-install', '--bun', 'dos-hook'],
    [join('node_modules', '.bin', 'dos-hook')],
    ['node', join('node_modules', 'dos-hook', 'dist', 'dos-hook.js')],
    ['bun', join('node_modules', 'dos-hook', 'dist', 'dos-hook.js')],
  ]
  for (const [index, launch] of launches.entries()) {
    const held = must([...launch, 'marker', '--loop', '--max-markers', String(index + 1)], project, event)
    const released = must([...launch, 'marker', '--loop', '--max-markers', String(index + 1)], project, event)
    if (JSON.parse(held).decision !== 'block' || released !== '') {
      throw new Error(`${launch.join(' ')}: held ${held}, released ${released}`)
    }
    // A verb for people, which is a file of its own in the package.
    const { sessions } = JSON.parse(must([...launch, 'status', '--json'], project))
    if (sessions.length !== 1)
      throw new Error(`${launch.join(' ')}: status tells of ${sessions.length} sessions`)
    console.log(`ok  ${launch.slice(0, -1).join(' ') || launch[0]}: a Stop event held, the next one released`)
  }
}

function useOldestNode(project: string): void {
  must(
    ['npm', 'install', '--no-audit', '--no-fund', '--loglevel', 'error', '--no-save', `node@${OLDEST_NODE}`],
    project,
  )
  const node = join('node_modules', 'node', 'bin', 'node')
  if (must([node, '--version'], project).trim() !== `v${OLDEST_NODE}`)
    throw new Error(`no Node ${OLDEST_NODE}`)
  must([node, 'use.mjs'], project)
  const command = [node, join('node_modules', 'dos-hook', 'dist', 'dos-hook.js')]
  const event = JSON.stringify({ hook_event_name: 'Stop', session_id: 'oldest', cwd: project })
  const held = must([...command, 'marker', '--loop'], project, event)
  if (JSON.parse(held).decision !== 'block') throw new Error(`Node ${OLDEST_NODE} held ${held}`)
  const { sessions } = JSON.parse(must([...command, 'status', '--json'], project))
  if (sessions.length !== 2) throw new Error(`Node ${OLDEST_NODE} shows ${sessions.length} sessions`)
  console.log(`ok  every library, a hold and a verb for people under Node ${OLDEST_NODE}`)
}

/** Runs a command and answers what it printed; a command that fails ends everything, with what it said. */
function must(command: readonly string[], cwd: string, stdin = ''): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], {
    cwd,
    stdin: Buffer.from(stdin),
    stderr: 'pipe',
  })
  if (exitCode === 0) return stdout.toString()
  throw new Error(`${command.join(' ')} left with ${exitCode}:\n${stdout.toString()}${stderr.toString()}`)
}
