import { print } from '../drive/print.ts'
import { codex } from '../hosts/codex.ts'
import { copilotCli } from '../hosts/copilot-cli.ts'
import { droid } from '../hosts/droid.ts'
import { geminiCli } from '../hosts/gemini-cli.ts'
import type { Host } from '../hosts/host.ts'
import { qwenCode } from '../hosts/qwen-code.ts'
import { talks } from './models.ts'
import type { Scenario } from './scenario.ts'

/** Hold, spend, release, on every other host; and the same as it comes, without any configuration. */
export const OTHER_HOSTS: readonly Scenario[] = [codex, geminiCli, qwenCode, copilotCli, droid].flatMap(
  (host) => [talk(host), latch(host)],
)

function talk(host: Host): Scenario {
  return {
    host,
    name: 'talk',
    about: 'The model only talks: held four times, then released.',
    model: talks,
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    config: '[marker]\nrespect_stop_hook_active = false\n',
    drive: print('Wait for the build.'),
    rival: 'always block',
    expect: { requests: 5, held: 4, stops: 5, tallies: ['MMMM'] },
  }
}

function latch(host: Host): Scenario {
  return {
    host,
    name: 'latch',
    about: 'By default a chain of holds is one hold.',
    model: talks,
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    drive: print('Wait for the build.'),
    expect: { requests: 2, held: 1, stops: 2, tallies: ['M'] },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  }
}
