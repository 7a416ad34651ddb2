import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildScript } from '../apps/hook/build/build.ts'

const APP = join(dirname(import.meta.dir), 'apps', 'hook')

/** Packs the command as it is published, from a copy. @returns the tarball */
export async function packCommand(folder: string): Promise<string> {
  const copy = join(folder, 'package')
  mkdirSync(join(copy, 'dist'), { recursive: true })
  for (const file of readdirSync(APP, { withFileTypes: true })) {
    if (file.isFile()) cpSync(join(APP, file.name), join(copy, file.name))
  }
  dropDevDependencies(join(copy, 'package.json'))
  await buildScript(join(copy, 'dist'))
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, 'pm', 'pack', '--destination', folder], {
    cwd: copy,
  })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (exitCode !== 0 || tarball === undefined) throw new Error(`bun pm pack: ${stderr.toString()}`)
  return join(folder, tarball)
}

/** They name workspaces, which the copy is out of; and nobody who installs the package gets them. */
function dropDevDependencies(path: string): void {
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify(manifest, null, 2))
}
