import { print } from '../drive/print.ts'
import { codex } from '../hosts/codex.ts'
import { copilotCli } from '../hosts/copilot-cli.ts'
import { droid } from '../hosts/droid.ts'
import { geminiCli } from '../hosts/gemini-cli.ts'
import type { Host } from '../hosts/host.ts'
import { qwenCode } from '../hosts/qwen-code.ts'
import type { Script, ToolCall } from '../model-server/script.ts'
import { talks } from './models.ts'
import type { Scenario } from './scenario.ts'

/** Hold, spend, release, on every other host; the same as it comes, without any configuration; and subagents. */
export const OTHER_HOSTS: readonly Scenario[] = [
  ...[codex, geminiCli, qwenCode, copilotCli, droid].flatMap((host) => [talk(host), latch(host)]),
  {
    ...latch(copilotCli),
    name: 'subagent',
    about: 'The Stop hook is called at the end of a subagent, too: that is neither held nor counted.',
    model: delegates('task', { name: 'aside', agent_type: 'general-purpose', mode: 'sync' }),
    // The call of the subagent, its word, the word on it; one hold.
    expect: { requests: 4, held: 1, stops: 3, tallies: ['M'] },
    expectOfRival: { requests: 3, held: 0, tallies: [] },
  },
  {
    ...latch(qwenCode),
    name: 'finished',
    about: 'A background task that has finished stays listed, and arms nothing any more.',
    model: delegates('agent', { subagent_type: 'general-purpose' }),
    hooks: [{ on: 'stop', run: 'dos-hook marker' }],
    config: '[marker]\narm_on_event = "background_tasks"\n',
    // The call of the subagent, the word on it, one hold; the subagent's word, the word on its end.
    expect: { requests: 5, held: 1, stops: 3, tallies: ['M'] },
    expectOfRival: { requests: 4, held: 0, tallies: [] },
  },
]

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

/** Calls a subagent first, which takes some seconds, and only talks from there on. */
function delegates(name: string, input: ToolCall['input']): () => Script {
  return () => {
    let requests = 0
    return ({ tail }) => {
      requests += 1
      if (requests === 1) {
        return { tools: [{ name, input: { ...input, description: 'Look aside', prompt: 'ASIDE: look.' } }] }
      }
      const text = `Still waiting (look ${requests}).`
      return tail.includes('ASIDE') && !tail.includes('task-notification')
        ? { text, delayMs: 5000 }
        : { text }
    }
  }
}
