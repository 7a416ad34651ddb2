import { join } from 'node:path'
import type { Stage } from './drive/stage.ts'
import type { Hook } from './hosts/host.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { startModelServer } from './model-server/server.ts'
import { type Outcome, readOutcome } from './outcome.ts'
import { commandLine } from './quote.ts'
import { recorded, recordWired } from './recorded.ts'
import { addCommand, emptiedEnvironment, makeSandbox, runIn, type Sandbox, write } from './sandbox.ts'
import type { Runs, Scenario } from './scenarios/scenario.ts'
import { scenarioOf, type Task } from './task.ts'
import { wire } from './wire.ts'

/** After how many calls the hook that always blocks gives up, to keep its run finite. */
const RIVAL_GIVES_UP_AFTER = 30

/** Runs a task without the hook and with it, each as soon as it has a place, in a folder of its own below this one. */
export async function runScenario(task: Task, job: Job, folder: string, lane: Lane): Promise<Runs> {
  const scenario = scenarioOf(task)
  const executable = job.hosts[scenario.host.name]?.[task.version] ?? ''
  const rival = { ...scenario, hooks: rivalHooks(scenario), environment: {}, init: undefined }
  const [hook, without] = await Promise.all([
    lane(() => runOnce(scenario, executable, job, join(folder, 'with'), putCommand)),
    scenario.rival === 'none'
      ? undefined
      : lane(() => runOnce(rival, executable, job, join(folder, 'without'))),
  ])
  return without === undefined ? { hook } : { hook, rival: without }
}

/** Puts the command under test, and its configuration, where the scenario wants them. */
function putCommand({ config, installed }: Run, job: Job, sandbox: Sandbox): void {
  if (config !== undefined) write(join(sandbox.project, 'dos.toml'), config)
  if (installed === 'packed') installPacked(sandbox, job.tarball)
  else if (installed !== 'nowhere') addCommand(sandbox, 'dos-hook', job.binary)
}

function rivalHooks({ rival, unrecorded }: Scenario): readonly Hook[] {
  if (rival !== 'always block') return unrecorded ? [] : [{ on: 'stop', run: 'true' }]
  const script = join(import.meta.dir, 'always-block.ts')
  return [{ on: 'stop', run: `bun ${commandLine([script])} "$TMPDIR/count" ${RIVAL_GIVES_UP_AFTER}` }]
}

type Run = Omit<Scenario, 'init'> & { readonly init?: Scenario['init'] | undefined }

async function runOnce(
  run: Run,
  executable: string,
  job: Job,
  folder: string,
  put?: typeof putCommand,
): Promise<Outcome> {
  const { host, init, drive, besides = [] } = run
  const sandbox = makeSandbox(folder)
  addCommand(sandbox, host.command, executable)
  for (const [name, target] of Object.entries(job.runtimes)) addCommand(sandbox, name, target)
  const server = startModelServer(run.model(sandbox))
  const started = Date.now()
  let earlier = 0
  let changed: readonly string[] = []
  let fault: string | undefined
  try {
    put?.(run, job, sandbox)
    for (const [path, text] of Object.entries(run.files ?? {})) write(join(sandbox.project, path), text)
    if (run.prepare !== undefined) runIn(sandbox, ['sh', '-ec', run.prepare])
    const stage: Stage = {
      host,
      executable,
      sandbox,
      environment: {
        ...emptiedEnvironment(sandbox),
        ...host.configure({
          sandbox,
          modelUrl: server.url,
          hooks: [
            ...(run.unrecorded ? run.hooks : run.hooks.map((hook) => recorded(hook, sandbox))),
            ...besides,
          ],
        }),
        ...run.environment,
      },
      requests: server.requests,
    }
    // Some hosts rewrite their settings when they first run; what is compared is what they made of them.
    if (init !== undefined) await drive(stage)
    earlier = server.requests.length
    const wiring = init && wire(host, sandbox, job.binary, init)
    if (wiring && run.installed === 'nowhere') recordWired(wiring.paths, sandbox)
    await drive(stage)
    if (wiring && run.doctor !== undefined) askDoctor(sandbox, job.binary, run.doctor)
    if (wiring && run.installed !== 'nowhere') changed = wiring.takeOut()
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error)
  } finally {
    write(join(sandbox.logs, 'requests.json'), { requests: server.requests, strays: server.strays })
    await server.stop()
  }
  const seconds = (Date.now() - started) / 1000
  return readOutcome(sandbox, server.requests.slice(earlier), changed, seconds, fault)
}

/** Throws where `dos-hook doctor` doesn't say this. It may leave with 1: of what else it finds here nothing is asked. */
function askDoctor(sandbox: Sandbox, command: string, wanted: RegExp): void {
  const at = { cwd: sandbox.project, env: emptiedEnvironment(sandbox) }
  const said = Bun.spawnSync([command, 'doctor'], at).stdout.toString()
  if (!wanted.test(said)) throw new Error(`doctor does not say ${wanted}:\n${said}`)
}

/** As a user would, only from a file: there is no network. */
function installPacked(sandbox: Sandbox, tarball: string): void {
  write(join(sandbox.project, 'package.json'), { name: 'project', private: true })
  runIn(sandbox, [process.execPath, 'add', '--dev', tarball])
}
