import { printFor } from '../drive/print.ts'
import type { Drive } from '../drive/stage.ts'
import { terminal } from '../drive/terminal.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Hook } from '../hosts/host.ts'
import { qwenCode } from '../hosts/qwen-code.ts'
import type { Script, ToolCall } from '../model-server/script.ts'
import { load } from './models.ts'
import type { Scenario } from './scenario.ts'

const WAKE: readonly Hook[] = [
  { on: 'stop', run: 'dos-hook wake' },
  { on: 'prompt', run: 'dos-hook wake' },
]
const REARM: Hook = { on: 'before-tool', run: 'dos-hook rearm', tools: 'ScheduleWakeup|CronCreate' }

const PROMPT = 'Wait for the build.'

/**
 * Claude Code puts a wake-up on a full minute, one of 60 s two minutes later at the most. So each run starts at half
 * past a minute: the first wake-up comes 90 s later, one of 60 s from there at 210 s, one of 120 s not before 270.
 */
const SECONDS = 240

/** Wake-ups in headless runs: older versions leave, and the wake-up is lost. */
const SINCE = '2.1.293'

/** What Claude Code does with turns that an agent schedules for itself. Minutes each: no wake-up comes sooner. */
export const WAKES: readonly Scenario[] = [
  {
    host: claudeCode,
    since: SINCE,
    slow: true,
    name: 'wakes-denied',
    about:
      'Every wake-up schedules the next, and nothing has changed: refused once the budget of two is spent.',
    model: schedulesWithoutEnd('look at the build'),
    hooks: [...WAKE, REARM],
    config: '[wake]\nmax_streak = 2\nrearm = "deny"\n',
    drive: fromHalfPast(printFor(SECONDS, PROMPT)),
    // The first prompt, whose turn the model itself calls a no-op, and one wake-up.
    expect: { requests: 4, held: 0, stops: 2, refused: 0, tallies: ['MSMS'] },
    expectOfRival: { requests: 6 },
  },
  {
    host: claudeCode,
    since: SINCE,
    slow: true,
    name: 'wakes-refused',
    about: 'The same with no hook on the tool: the second wake-up is turned away, and the run ends.',
    model: schedulesWithoutEnd('look at the build'),
    hooks: WAKE,
    config: '[wake]\nmax_streak = 1\n',
    drive: fromHalfPast(printFor(SECONDS, PROMPT)),
    expect: { requests: 4, held: 0, stops: 2, refused: 1, tallies: ['SM'] },
    expectOfRival: { requests: 6 },
  },
  {
    host: claudeCode,
    since: SINCE,
    slow: true,
    name: 'wakes-loop',
    about: 'A loop without a prompt of its own, for which the host makes one up: turned away all the same.',
    model: schedulesWithoutEnd('<<autonomous-loop-dynamic>>'),
    hooks: WAKE,
    config: '[wake]\nmax_streak = 1\n',
    drive: fromHalfPast(printFor(SECONDS, PROMPT)),
    expect: { requests: 4, held: 0, stops: 2, refused: 1, tallies: ['SM'] },
    expectOfRival: { requests: 6 },
  },
  {
    host: claudeCode,
    since: SINCE,
    slow: true,
    name: 'wakes-stretched',
    about:
      'By default the delay of the second no-op tick is doubled, and nothing is refused before the budget is spent.',
    model: schedulesWithoutEnd('look at the build'),
    hooks: [...WAKE, REARM],
    drive: fromHalfPast(printFor(SECONDS, PROMPT)),
    expect: { requests: 4, held: 0, stops: 2, refused: 0, tallies: ['MSM'] },
    expectOfRival: { requests: 6 },
  },
  {
    host: claudeCode,
    slow: true,
    name: 'cron',
    about: "In a terminal: the second prompt of a cron is turned away, and a human's prompt works at once.",
    model: () => looksByCron('look at the build', false),
    hooks: WAKE,
    config: '[wake]\nmax_streak = 1\n',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Created the cron/)
      await user.see(/Looked 1 time/)
      await user.see(/turned away|Looked 2 times/)
      await user.enter('PROMPT-2')
      await user.see(/Heard PROMPT-2/)
      await user.settle(1)
    }),
    expect: { requests: 5, held: 0, stops: 3, refused: 1, tallies: ['SMR'] },
    expectOfRival: { requests: 6 },
  },
  {
    host: qwenCode,
    slow: true,
    name: 'wakes-denied',
    about:
      'Qwen Code, which calls a wake-up loop_wakeup and tells no prompt hook of it: bounded all the same.',
    model: wakesItself,
    hooks: [
      { on: 'stop', run: 'dos-hook wake' },
      { on: 'before-tool', run: 'dos-hook rearm', tools: 'loop_wakeup|cron_create' },
    ],
    config: '[wake]\nmax_streak = 2\nrearm = "deny"\n',
    drive: fromHalfPast(printFor(SECONDS, PROMPT)),
    expect: { requests: 4 },
  },
  ...[10, 1000, 1001, 20_000].map((length) => wakesOf(length)),
  ...[1001, 20_000].map((length) => wakesInTerminal(length)),
  ...[10, 1000, 1001, 20_000].flatMap((length) => [cronOf(length, false), cronOf(length, true)]),
]

/** A chain of wake-ups whose prompt is so long: Claude Code lists a prompt cut to 1,000 characters. */
function wakesOf(length: number): Scenario {
  return {
    host: claudeCode,
    since: SINCE,
    slow: true,
    name: `wakes-prompt-${length}`,
    about: `A chain of wake-ups with a prompt of ${length} characters, bounded as any.`,
    model: schedulesWithoutEnd(promptOf(length)),
    hooks: [...WAKE, REARM],
    config: '[wake]\nmax_streak = 2\nrearm = "deny"\n',
    prepare: 'git init -q',
    drive: fromHalfPast(printFor(SECONDS, PROMPT)),
    rival: 'none',
    expect: { requests: 4, held: 0, stops: 2, refused: 0, tallies: ['MSMS'] },
  }
}

function wakesInTerminal(length: number): Scenario {
  return {
    ...wakesOf(length),
    name: `wakes-terminal-${length}`,
    about: `The same in a terminal, ${length} characters.`,
    // Before, a wake-up could not say that nothing had changed.
    since: '2.1.270',
    drive: fromHalfPast(
      terminal(async (user) => {
        await user.see(/❯/)
        await user.enter(PROMPT)
        await Bun.sleep(SECONDS * 1000)
      }),
    ),
  }
}

/** A cron of each minute: twice the cap and one more requests, and every later prompt of it is turned away. */
function cronOf(length: number, durable: boolean): Scenario {
  return {
    host: claudeCode,
    slow: true,
    name: `cron-${durable ? 'durable' : 'session'}-${length}`,
    about: durable
      ? `A cron of ${length} characters that the host keeps in a file and does not list.`
      : `A cron of ${length} characters: two looks, and then each is turned away.`,
    model: () => looksByCron(promptOf(length), durable),
    hooks: [...WAKE, REARM],
    config: '[wake]\nmax_streak = 2\n',
    prepare: 'git init -q',
    drive: terminal(async (user) => {
      await user.see(/❯/)
      await user.enter('PROMPT-1')
      await user.see(/Created the cron/)
      await user.turnedAway(2, 330)
      await user.settle(5)
    }),
    rival: 'none',
    // The tool that was looked for, the cron, the word on it; two looks.
    expect: { requests: 5, held: 0, stops: 3, refused: 2 },
  }
}

/** So many characters that say what a wake-up is for. */
function promptOf(length: number): string {
  return 'look at CI. '
    .repeat(Math.ceil(length / 12))
    .slice(0, length - 1)
    .concat('!')
}

/** Begins at half past a minute. */
function fromHalfPast(drive: Drive): Drive {
  return async (stage) => {
    await Bun.sleep(60_000 - ((Date.now() + 30_000) % 60_000))
    return drive(stage)
  }
}

/** Schedules a wake-up in every turn, says each time that nothing has changed, and ends the turn. */
function schedulesWithoutEnd(prompt: string): () => Script {
  const wakeUp: ToolCall = {
    name: 'ScheduleWakeup',
    input: { delaySeconds: 60, reason: 'waiting for the build', prompt, noop: true },
  }
  return () => {
    let asked = false
    return () => {
      asked = !asked
      return asked ? { tools: [wakeUp] } : { text: 'No change.' }
    }
  }
}

/** The same by Qwen Code's tool, which has no word for it that nothing has changed. */
function wakesItself(): Script {
  const input = { delaySeconds: 60, prompt: 'look at the build', reason: 'waiting for the build' }
  let asked = false
  return () => {
    asked = !asked
    return asked ? { tools: [{ name: 'loop_wakeup', input }] } : { text: 'No change.' }
  }
}

/** Makes a cron at the first prompt, looks whenever that comes, and answers a human. */
function looksByCron(prompt: string, durable: boolean): Script {
  const steps: ToolCall[] = [
    load('CronCreate'),
    { name: 'CronCreate', input: { cron: '*/1 * * * *', prompt, recurring: true, durable } },
  ]
  let looks = 0
  let created = false
  return ({ tail }) => {
    const step = steps.shift()
    if (step !== undefined) return { tools: [step] }
    if (!created) {
      created = true
      return { text: 'Created the cron.' }
    }
    if (tail.includes('PROMPT-2')) return { text: 'Heard PROMPT-2.' }
    looks += 1
    return { text: `Looked ${looks} ${looks === 1 ? 'time' : 'times'}.` }
  }
}
