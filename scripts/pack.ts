/**
 * bun run pack FOLDER
 *
 * Builds every package and packs it into a folder. Packed by Bun, which writes real ranges in place of `workspace:`, and
 * published from the packed file, so that what was checked is what is published.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const ROOT = dirname(import.meta.dir)
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('where to? bun run pack FOLDER')
const target = resolve(folder)
mkdirSync(target, { recursive: true })

run(['bun', 'run', 'build'], ROOT)
const packages = readdirSync(join(ROOT, 'packages')).map((name) => join('packages', name))
for (const one of [...packages, join('apps', 'hook')]) {
  if (JSON.parse(readFileSync(join(ROOT, one, 'package.json'), 'utf8')).private === true) continue
  run(['bun', 'pm', 'pack', '--destination', target], join(ROOT, one))
}

function run(command: readonly string[], cwd: string): void {
  const { exitCode } = Bun.spawnSync([...command], { cwd, stdio: ['inherit', 'inherit', 'inherit'] })
  if (exitCode !== 0) throw new Error(`${command.join(' ')} left with ${exitCode}`)
}
