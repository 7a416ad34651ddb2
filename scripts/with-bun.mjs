// node scripts/with-bun.mjs COMMAND [ARGUMENT…]
//
// Runs a command with everything in place on a machine that has only Node and npm: fetches the Bun that package.json
// names into .cache/, installs what the lockfile names, and puts both on the PATH. What is there already is used.
import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const wanted = packageManager.slice('bun@'.length)
const executable = process.platform === 'win32' ? 'bun.exe' : 'bun'

const bun = findBun() ?? fetchBun()
const path = [dirname(bun), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1' }

run(bun, ['install', '--frozen-lockfile', '--silent'])
const [command, ...args] = process.argv.slice(2)
if (command === undefined) fail('no command given: node scripts/with-bun.mjs COMMAND [ARGUMENT…]')
run(command === 'bun' ? bun : command, args)

function findBun() {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, executable))
  return [...onPath, ...cached()].find(
    (candidate) => existsSync(candidate) && versionOf(candidate) === wanted,
  )
}

/** Where npm may have put it: the binary itself lies in a package per platform, of which npm installs those that fit. */
function cached() {
  const modules = join(root, '.cache', 'bun', 'node_modules')
  const scope = join(modules, '@oven')
  const platforms = existsSync(scope) ? readdirSync(scope) : []
  return platforms.map((name) => join(scope, name, 'bin', executable))
}

function fetchBun() {
  console.error(`Bun ${wanted} is not here: fetching it into .cache/bun`)
  const prefix = join(root, '.cache', 'bun')
  mkdirSync(prefix, { recursive: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // The package's install script only copies the binary to another place, so none has to run.
  const flags = [
    '--prefix',
    prefix,
    '--ignore-scripts',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
  ]
  const { status } = spawnSync(npm, ['install', ...flags, `bun@${wanted}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const found = status === 0 ? findBun() : undefined
  // The same program under its other name, which the install script would have made.
  if (found !== undefined) linkSync(found, found.replace(/bun(?=(\.exe)?$)/, 'bunx'))
  return found ?? fail(`could not fetch Bun ${wanted} from npm: install it by hand and try again`)
}

function versionOf(candidate) {
  return spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout?.trim()
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: root, env, stdio: 'inherit' })
  if (error) fail(`${program}: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
