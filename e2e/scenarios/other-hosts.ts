import { print } from '../drive/print.ts'
import { codex } from '../hosts/codex.ts'
import { copilotCli } from '../hosts/copilot-cli.ts'
import { geminiCli } from '../hosts/gemini-cli.ts'
import type { Host } from '../hosts/host.ts'
import { qwenCode } from '../hosts/qwen-code.ts'
import { talks } from './models.ts'
import type { Scenario } from './scenario.ts'

/** Hold, spend, release, on every other host. */
export const OTHER_HOSTS: readonly Scenario[] = [codex, geminiCli, qwenCode, copilotCli].map(talk)

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
