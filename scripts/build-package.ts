/**
 * Builds the published package of the current folder: JavaScript and types of every entry of its `exports`. Code of a
 * private package goes into both, since nobody can install it.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

const ROOT = dirname(import.meta.dir)
const PACKAGE = process.cwd()
const DIST = join(PACKAGE, 'dist')

const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
const published = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
const inlined = Object.keys(manifest.devDependencies ?? {}).filter((name) => name.startsWith('@dos/'))
const entries = Object.values<{ default?: string } | string>(manifest.exports).flatMap((entry) =>
  typeof entry === 'object' && entry.default !== undefined ? [basename(entry.default, '.js')] : [],
)

rmSync(DIST, { recursive: true, force: true })
emitTypes(join(PACKAGE, 'tsconfig.build.json'), DIST)
for (const name of inlined) {
  const folder = basename(name)
  emitTypes(join(ROOT, 'packages', folder, 'tsconfig.json'), join(DIST, folder))
}
rewriteTypes()
await Bun.build({
  entrypoints: entries.map((entry) => join(PACKAGE, 'src', `${entry}.ts`)),
  outdir: DIST,
  target: 'node',
  format: 'esm',
  splitting: true,
  external: published,
})

function emitTypes(project: string, outDir: string): void {
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir']
  const source = join(dirname(project), 'src')
  const compiler = join(ROOT, 'node_modules', '.bin', 'tsc')
  const { exitCode, stdout } = Bun.spawnSync([
    compiler,
    '-p',
    project,
    ...options,
    source,
    '--outDir',
    outDir,
  ])
  if (exitCode !== 0) throw new Error(`no types of ${project}:\n${stdout}`)
}

/** Lets the types name the copies of private ones, and drops those that no entry leads to. */
function rewriteTypes(): void {
  const wanted = new Set<string>()
  const queue = entries.map((entry) => join(DIST, `${entry}.d.ts`))
  for (const file of queue) {
    if (wanted.has(file)) continue
    wanted.add(file)
    const text = readFileSync(file, 'utf8').replace(/(?<=\bfrom ')[^']+/g, (name) =>
      publishedName(name, file),
    )
    writeFileSync(file, text)
    for (const [, name = ''] of text.matchAll(/from '([^']+)'/g)) {
      if (name.startsWith('.')) queue.push(join(dirname(file), name.replace(/\.js$/, '.d.ts')))
    }
  }
  for (const name of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.d.ts') && !wanted.has(join(DIST, name))) rmSync(join(DIST, name))
  }
}

/** What a file of types is to call another module. */
function publishedName(name: string, file: string): string {
  if (name.startsWith('.')) return name.replace(/\.ts$/, '.js')
  const owner = name.split('/').slice(0, 2).join('/')
  if (inlined.includes(owner)) {
    return `./${relative(dirname(file), join(DIST, basename(owner), name.slice(owner.length + 1)))}.js`
  }
  if (published.includes(owner) || name.startsWith('node:')) return name
  throw new Error(`${relative(PACKAGE, file)} names ${name}, which is not published with it`)
}
