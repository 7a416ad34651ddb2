/**
 * bun run scripts/check-release.ts
 *
 * Publishes every package by the release script to a registry on loopback, and uses them from there as a stranger does,
 * with npm, npx, bun and bunx. Everything happens in a folder that is removed at the end; nothing leaves this machine but
 * requests for other people's packages, to the registry that npm is configured with.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dir)

/** The newest that runs under Node 20. Its node-fetch is named by a tag, which not every mirror of a registry keeps. */
const REGISTRY = { dependencies: { verdaccio: '6.3.2' }, overrides: { 'node-fetch': '2.7.0' } }

type Environment = Record<string, string | undefined>

/** By which package manager, how the command starts once installed, and how without that. */
const STRANGERS = [
  {
    add: ['npm', 'install'],
    runtime: 'node',
    command: ['node_modules/.bin/dos-hook'],
    runner: ['npx', '--yes', 'dos-hook'],
  },
  {
    add: ['bun', 'add'],
    runtime: 'bun',
    command: ['bun', 'node_modules/dos-hook/dist/dos-hook.js'],
    runner: ['bunx', 'dos-hook'],
  },
]

const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-release-'))
const server = await startRegistry(folder('registry'))
try {
  const env = strangersEnvironment(server.url)
  const { libraries, version } = publishAll(env)
  for (const { add, runtime, command, runner } of STRANGERS) {
    const project = folder(runtime)
    writeFileSync(join(project, 'package.json'), '{"private":true,"type":"module"}')
    writeFileSync(join(project, 'use.js'), libraries.map((name) => `import '${name}'\n`).join(''))
    must([...add, 'dos-hook', ...libraries], project, env)
    must([runtime, 'use.js'], project, env)
    console.log(`ok  ${libraries.length} libraries, installed by ${add.join(' ')}, under ${runtime}`)
    for (const [launch, cwd] of [
      [command, project],
      [runner, folder(`${runtime}-runner`)],
    ] as const) {
      const said = must([...launch, '--version'], cwd, env).trim()
      if (said !== `dos-hook ${version}`) throw new Error(`${launch.join(' ')} says ${said}, not ${version}`)
      console.log(`ok  ${launch.join(' ')} --version: ${said}`)
    }
  }
} finally {
  server.stop()
  rmSync(scratch, { recursive: true, force: true })
}

/** Our packages are only what is published here; all others come from the configured registry. */
async function startRegistry(home: string): Promise<{ readonly url: string; stop(): void }> {
  // Asked for and given back, so that it is free.
  const probe = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: () => {} } })
  const { port } = probe
  probe.stop()
  const configured = (name: string) => must(['npm', 'config', 'get', name], home).trim()
  const cafile = configured('cafile')
  const open = { access: '$all', publish: '$all', unpublish: '$all' }
  const config = {
    storage: join(home, 'storage'),
    auth: { htpasswd: { file: join(home, 'htpasswd'), max_users: -1 } },
    uplinks: {
      others: { url: configured('registry'), timeout: '60s', max_fails: 20, fail_timeout: '1s' },
    },
    packages: { '@dos/*': open, 'dos-hook': open, '**': { access: '$all', proxy: 'others' } },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  }
  // JSON is YAML.
  writeFileSync(join(home, 'config.yaml'), JSON.stringify(config))
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, ...REGISTRY }))
  must(['npm', 'install', '--ignore-scripts', '--loglevel', 'error'], home)
  const program = join(home, 'node_modules', 'verdaccio', 'bin', 'verdaccio')
  const listen = ['--config', join(home, 'config.yaml'), '--listen', `127.0.0.1:${port}`]
  const log = join(home, 'stderr')
  const child = Bun.spawn(['node', program, ...listen], {
    cwd: home,
    // It trusts what npm trusts.
    env: { ...(cafile !== 'null' && { NODE_EXTRA_CA_CERTS: cafile }), ...process.env, HOME: home },
    stdio: ['ignore', 'ignore', Bun.file(log)],
  })
  const url = `http://127.0.0.1:${port}/`
  const answers = async () => (await fetch(`${url}-/ping`).catch(() => undefined))?.ok === true
  for (let tries = 0; !(await answers()); tries += 1) {
    if (tries > 300 || child.exitCode !== null) {
      throw new Error(`the registry on loopback did not start:\n${readFileSync(log, 'utf8')}`)
    }
    await Bun.sleep(100)
  }
  return { url, stop: () => child.kill() }
}

/** A home without anything in it, whose every package manager knows that registry alone. */
function strangersEnvironment(url: string): Environment {
  const home = folder('home')
  return {
    PATH: process.env['PATH'],
    HOME: home,
    npm_config_audit: 'false',
    npm_config_registry: url,
    BUN_CONFIG_REGISTRY: url,
    BUN_INSTALL_CACHE_DIR: join(home, 'bun-cache'),
    NODE_AUTH_TOKEN: 'of-nobody',
  }
}

/** Packs and publishes as the workflow does, but for provenance, which only a workflow has. Tags go to a scratch repository. */
function publishAll(env: Environment): { libraries: readonly string[]; version: string } {
  const packed = folder('packed')
  must(['bun', 'run', join(ROOT, 'scripts', 'pack.ts'), packed], ROOT)
  const repository = folder('repository')
  const as = ['-c', 'user.name=release', '-c', 'user.email=release@localhost']
  must(['git', 'init', '--quiet', '--bare', join(scratch, 'origin')], repository)
  must(['git', 'init', '--quiet'], repository)
  must(['git', 'remote', 'add', 'origin', join(scratch, 'origin')], repository)
  must(['git', ...as, 'commit', '--quiet', '--allow-empty', '--message', 'release'], repository)
  const publish = ['node', join(ROOT, 'scripts', 'publish.mjs'), packed, '--no-provenance']
  must(publish, repository, env)
  const released = readdirSync(packed).map((file) =>
    JSON.parse(must(['tar', '-xOf', join(packed, file), 'package/package.json'], packed)),
  )
  const again = must(publish, repository, env)
  const tags = must(['git', '--git-dir', join(scratch, 'origin'), 'tag'], repository)
  for (const { name, version } of released) {
    const tag = `${name}@${version}`
    if (!again.includes(`${tag} is published already`)) throw new Error(`${tag} would be published twice`)
    if (!tags.split('\n').includes(tag)) throw new Error(`there is no tag ${tag}`)
  }
  console.log(`ok  ${released.length} packages published once and tagged`)
  const { version } = released.find(({ name }) => name === 'dos-hook')
  return { libraries: released.map(({ name }) => name).filter((name) => name !== 'dos-hook'), version }
}

function folder(name: string): string {
  const path = join(scratch, name)
  mkdirSync(path)
  return path
}

/** Runs a command and answers what it printed; a command that fails ends everything, with what it said. */
function must(command: readonly string[], cwd: string, env: Environment = process.env): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd, env, stderr: 'pipe' })
  if (exitCode === 0) return stdout.toString()
  throw new Error(`${command.join(' ')} left with ${exitCode}:\n${stdout.toString()}${stderr.toString()}`)
}
