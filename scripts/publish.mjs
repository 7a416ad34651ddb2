// node scripts/publish.mjs FOLDER [--no-provenance]
//
// Publishes every packed package in a folder whose version the registry does not have yet, and tags the commit with what
// was published, for the changelog's links. Needs Node, npm, tar and git, and runs no code of any package: this is the
// one place that may publish. NODE_AUTH_TOKEN, where it is set, is what npm says who it is by.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

// Provenance says which workflow built a package, so only a workflow can publish with it.
const [folder, provenance = '--provenance'] = process.argv.slice(2)
if (folder === undefined) throw new Error('no folder given: node scripts/publish.mjs FOLDER')
const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-publish-'))
const env = { ...process.env }
try {
  if (env.NODE_AUTH_TOKEN) {
    const registry = output(['npm', 'config', 'get', 'registry']).replace(/^https?:/, '')
    env.npm_config_userconfig = join(scratch, 'npmrc')
    // npm puts the variable in itself: the token is in no file.
    writeFileSync(env.npm_config_userconfig, `${registry}:_authToken=\${NODE_AUTH_TOKEN}\n`)
  }
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.tgz')))
    publish(resolve(folder, name))
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function publish(tarball) {
  const {
    name,
    version,
    private: isPrivate,
  } = JSON.parse(output(['tar', '-xOf', tarball, 'package/package.json']))
  const tag = `${name}@${version}`
  if (isPrivate) return
  if (output(['npm', 'view', tag, 'version'], { mayFail: true }) === version) {
    console.log(`${tag} is published already`)
    return
  }
  run(['npm', 'publish', tarball, '--access', 'public', provenance, '--ignore-scripts'])
  run(['git', 'tag', tag])
  run(['git', 'push', 'origin', `refs/tags/${tag}`])
}

function output([program, ...args], { mayFail = false } = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env })
  if (status !== 0 && !mayFail) throw new Error(`${program} ${args.join(' ')} left with ${status}: ${stderr}`)
  return stdout.trim()
}

function run([program, ...args]) {
  const { status } = spawnSync(program, args, { stdio: 'inherit', env })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} left with ${status}`)
}
