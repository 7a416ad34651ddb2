/**
 * Publishes every package whose version the registry does not have yet. Packed by Bun, which writes real ranges in
 * place of `workspace:`, and published from the packed file, so that what was checked is what is published. Then
 * tags what was published, for the changelog's links.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dir)
const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-release-'))
try {
  run(['bun', 'run', 'build'], ROOT)
  for (const folder of readdirSync(join(ROOT, 'packages')).map((name) => join('packages', name)))
    publish(folder)
  publish(join('apps', 'hook'))
  run(['bunx', '--bun', 'changeset', 'tag'], ROOT)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function publish(folder: string): void {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
  if (
    Bun.spawnSync(['npm', 'view', `${name}@${version}`, 'version'])
      .stdout.toString()
      .trim() === version
  ) {
    console.log(`${name}@${version} is published already`)
    return
  }
  const target = join(scratch, name.replace('/', '-'))
  run(['bun', 'pm', 'pack', '--destination', target], join(ROOT, folder))
  const [tarball] = readdirSync(target)
  if (tarball === undefined) throw new Error(`${name} was not packed`)
  run(['npm', 'publish', join(target, tarball), '--access', 'public', '--provenance'], ROOT)
}

function run(command: readonly string[], cwd: string): void {
  const { exitCode } = Bun.spawnSync([...command], { cwd, stdio: ['inherit', 'inherit', 'inherit'] })
  if (exitCode !== 0) throw new Error(`${command.join(' ')} left with ${exitCode}`)
}
