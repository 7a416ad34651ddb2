/**
 * Shows that the cached result of `turbo run test` is never stale across packages: a change in one package's source
 * must change the hash of the test task of every package that depends on it, and a changed lockfile that of all.
 */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dir)
const COPY = mkdtempSync(join(tmpdir(), 'dos-hook-turbo-'))
process.on('exit', () => rmSync(COPY, { recursive: true, force: true }))
copyTree()

const before = testHashes()
expectChanged('packages/toml-table/src/describe.ts', [
  '@dos/toml-table',
  '@dos/marker-gate',
  '@dos/noop-streak',
  'dos-hook',
])
expectChanged('packages/marker-sensor/src/index.ts', ['@dos/marker-sensor', 'dos-hook'])
// The plugin lies outside of the command's folder, and is tested with it.
expectChanged('plugins/claude-code/hooks/hooks.json', ['dos-hook'])
expectChanged('.claude-plugin/marketplace.json', ['dos-hook'])
expectChanged('bun.lockb', Object.keys(before))
expectChanged('tsconfig.base.json', Object.keys(before))

/** The tree as it is, with what is not committed, so that nothing of it is touched. */
function copyTree(): void {
  const { stdout } = Bun.spawnSync(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
  })
  for (const file of stdout.toString().split('\0').filter(Boolean)) {
    cpSync(join(ROOT, file), join(COPY, file), { force: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'))
  // Turbo asks git which files there are and which differ from the last commit.
  const who = ['-c', 'user.name=check', '-c', 'user.email=check@example.invalid']
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...who, 'commit', '--quiet', '--message', 'copy'],
  ]) {
    Bun.spawnSync(['git', ...args], { cwd: COPY })
  }
}

/** Touches a file, compares the hashes, and puts the file back as it was. */
function expectChanged(file: string, packages: readonly string[]): void {
  const path = join(COPY, file)
  const content = readFileSync(path)
  try {
    appendFileSync(path, '\n')
    const after = testHashes()
    const changed = Object.keys(before).filter((name) => before[name] !== after[name])
    const missing = packages.filter((name) => !changed.includes(name))
    if (missing.length > 0)
      throw new Error(`a change of ${file} leaves the test cache of ${missing.join(', ')} valid`)
    console.log(`ok  a change of ${file} reaches ${changed.toSorted().join(', ')}`)
  } finally {
    writeFileSync(path, content)
  }
}

function testHashes(): Readonly<Record<string, string>> {
  const { exitCode, stdout, stderr } = Bun.spawnSync(['turbo', 'run', 'test', '--dry=json', '--cwd', COPY], {
    cwd: ROOT,
    stderr: 'pipe',
  })
  if (exitCode !== 0) throw new Error(`turbo run test --dry failed:\n${stderr.toString()}`)
  const { tasks } = JSON.parse(stdout.toString()) as {
    readonly tasks: readonly { task: string; package: string; hash: string }[]
  }
  return Object.fromEntries(
    tasks.filter(({ task }) => task === 'test').map((task) => [task.package, task.hash]),
  )
}
