import { join } from 'node:path'
import type { Outcome } from './outcome.ts'
import { type Sandbox, write } from './sandbox.ts'
import type { Scenario } from './scenarios/scenario.ts'

/** Keeps the first Stop event of a run as `fixtures/HOST-stop.json`, with the run's own folders renamed. */
export function keepStopEvent({ host }: Scenario, { calls }: Outcome, sandbox: Sandbox): void {
  const call = calls.find(({ label }) => label === 'stop')
  if (call === undefined) return
  const path = join(import.meta.dir, 'fixtures', `${host.name}-stop.json`)
  write(path, `${scrub(JSON.stringify(call.event, null, 2), sandbox)}\n`)
}

/** Hosts name folders after the project's path, with dashes for its slashes, or for all that is no letter or digit. */
function scrub(text: string, { home, project, temporary }: Sandbox): string {
  return [
    [project, '/project'],
    [project.replaceAll(/[^a-zA-Z0-9]/g, '-'), '-project'],
    [project.replaceAll('/', '-'), '-project'],
    [home, '/home/user'],
    [temporary, '/tmp'],
  ].reduce((rest, [from = '', to = '']) => rest.replaceAll(from, to), text)
}
