import { join } from 'node:path'
import type { Stage } from './drive/stage.ts'
import type { Hook } from './hosts/host.ts'
import type { Job } from './job.ts'
import { startModelServer } from './model-server/server.ts'
import { hookLog, type Outcome, readOutcome } from './outcome.ts'
import { commandLine } from './quote.ts'
import {
  addCommand,
  type Environment,
  emptiedEnvironment,
  makeSandbox,
  type Sandbox,
  write,
} from './sandbox.ts'
import type { Runs, Scenario } from './scenarios/scenario.ts'
import { wire } from './wire.ts'

/** After how many calls the hook that always blocks gives up, to keep its run finite. */
const RIVAL_GIVES_UP_AFTER = 30

/** Runs a scenario without the hook and with it, each in a folder of its own below this one. */
export async function runScenario(scenario: Scenario, job: Job, folder: string): Promise<Runs> {
  const rival = await runOnce(scenario, job, makeSandbox(join(folder, 'without')), rivalHooks(scenario), {})
  const sandbox = makeSandbox(join(folder, 'with'))
  if (scenario.config !== undefined) write(join(sandbox.project, 'dos.toml'), scenario.config)
  if (scenario.packed) installPacked(sandbox, job.tarball)
  else addCommand(sandbox, 'dos-hook', job.binary)
  for (const [path, text] of Object.entries(scenario.files ?? {})) write(join(sandbox.project, path), text)
  const hook = await runOnce(
    scenario,
    job,
    sandbox,
    scenario.hooks,
    scenario.environment ?? {},
    scenario.init,
  )
  return { hook, rival }
}

function rivalHooks({ rival, unrecorded }: Scenario): readonly Hook[] {
  if (rival !== 'always block') return unrecorded ? [] : [{ on: 'stop', run: 'true' }]
  const script = join(import.meta.dir, 'always-block.ts')
  return [{ on: 'stop', run: `bun ${commandLine([script])} "$TMPDIR/count" ${RIVAL_GIVES_UP_AFTER}` }]
}

async function runOnce(
  scenario: Scenario,
  job: Job,
  sandbox: Sandbox,
  hooks: readonly Hook[],
  environment: Environment,
  init?: readonly string[],
): Promise<Outcome> {
  const { host, model, drive, unrecorded } = scenario
  for (const [name, target] of Object.entries(job.runtimes)) addCommand(sandbox, name, target)
  const server = startModelServer(model())
  const stage: Stage = {
    host,
    executable: job.hosts[host.name] ?? host.command,
    sandbox,
    environment: {
      ...emptiedEnvironment(sandbox),
      ...host.configure({
        sandbox,
        modelUrl: server.url,
        hooks: unrecorded ? hooks : hooks.map((hook) => recorded(hook, sandbox)),
      }),
      ...environment,
    },
    requests: server.requests,
  }
  try {
    // Some hosts rewrite their settings when they first run; what is compared is what they made of them.
    if (init !== undefined) await drive(stage)
    const earlier = server.requests.length
    const wiring = init === undefined ? undefined : wire(host, sandbox, init)
    const fault = await drive(stage).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    return readOutcome(sandbox, server.requests.slice(earlier), wiring?.takeOut() ?? [], fault)
  } finally {
    write(join(sandbox.logs, 'requests.json'), { requests: server.requests, strays: server.strays })
    await server.stop()
  }
}

function recorded(hook: Hook, sandbox: Sandbox): Hook {
  const recorder = join(import.meta.dir, 'recorder.ts')
  // Nothing of the project may reach the recorder either.
  const bun = ['bun', '--config=/dev/null', '--env-file=/dev/null']
  return { ...hook, run: commandLine([...bun, recorder, hookLog(sandbox), hook.on, hook.run]) }
}

/** As a user would, only from a file: there is no network. */
function installPacked(sandbox: Sandbox, tarball: string): void {
  write(join(sandbox.project, 'package.json'), { name: 'project', private: true })
  const { exitCode, stderr } = Bun.spawnSync(['bun', 'add', '--dev', tarball], {
    cwd: sandbox.project,
    env: { ...emptiedEnvironment(sandbox), PATH: process.env['PATH'] ?? '' },
  })
  if (exitCode !== 0) throw new Error(`bun add ${tarball}: ${stderr.toString()}`)
}
