import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { appendFileSync, chownSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { asListed } from '@dos/wake-gate'
import { run } from './support/command.ts'
import { expectSafe } from './support/expectations.ts'
import { NOW } from './support/fake-io.ts'
import { makeOwnRepository, stop } from './support/progressing.ts'
import { commit, WITH_GIT } from './support/repository.ts'
import {
  crons,
  expectSilent,
  expectTurnedAway,
  ops,
  rearm,
  submitted,
  tallyText,
  toolCall,
  wake,
} from './support/schedule.ts'
import { CRON, DENY, expectDenied, LOOK } from './support/wake-ups.ts'
import { makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const NONE = ['--max-markers', '0']
const TASKS = '.claude/scheduled_tasks.json'

/** Claude Code's list of what is scheduled durably in a project. */
function putTasks(workspace: Workspace, ...prompts: readonly string[]): string {
  return putTasksOf(workspace, SESSION, ...prompts)
}

function putTasksOf(workspace: Workspace, session: string, ...prompts: readonly string[]): string {
  const tasks = prompts.map((prompt, at) => ({
    id: `d${at}`,
    cron: '*/1 * * * *',
    prompt,
    createdAt: NOW,
    recurring: true,
    createdBySessionId: session,
  }))
  return workspace.put(TASKS, JSON.stringify({ tasks }, null, 2))
}

/** The row that Claude Code's interface writes when a schedule fires. */
function fireRow(prompt: string, at = NOW): string {
  return JSON.stringify({
    type: 'system',
    subtype: 'scheduled_task_fire',
    content: 'Running scheduled task (Jun 9 12:52pm)',
    timestamp: new Date(at).toISOString(),
    taskId: 'c0',
    cron: '*/1 * * * *',
    prompt,
  })
}

/** Who is behind a prompt, by the command. */
async function kindOf(event: string): Promise<unknown> {
  const { stdout } = await wake(event, ['--json', '--dry-run'])
  return JSON.parse(stdout[0] ?? '').prompt
}

describe('A schedule is remembered', () => {
  /** Lines that other hooks append before the schedule's next tick. */
  const append = (workspace: Workspace, lines: number): void =>
    appendFileSync(workspace.tally, '{"op":"MARKER"}\n'.repeat(lines))

  test('behind all that a budget of 100 and other sessions write between two Stops', async () => {
    using workspace = makeWorkspace()
    await wake(workspace.stop({ session_crons: crons(LOOK) }))
    append(workspace, 400)
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
  })

  test('from a call alone, where no Stop of the host ever lists any', async () => {
    using workspace = makeWorkspace()
    await rearm(toolCall(workspace, 'CronCreate', { ...CRON, prompt: LOOK }))
    for (let at = 0; at < 4; at += 1) {
      append(workspace, 900)
      expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
      await wake(workspace.stop())
    }
  })
})

describe('A chain of prompts that nobody sends ends, by the real command,', () => {
  const CAP = 2
  const LENGTHS = [10, 1000, 1001, 20_000]

  /** Ticks that got through, of eight that the host fires one after the other. */
  async function ticks(
    workspace: Workspace,
    prompt: string,
    host: { readonly stop: () => object; readonly fire?: () => void; readonly create?: object },
  ): Promise<number> {
    const ask = async (stdin: string, verb = 'wake') => {
      const ended = await run(stdin, { args: [verb, '--max-markers', String(CAP)] })
      expectSafe(ended)
      return ended.stdout !== ''
    }
    const turn = async (at: number): Promise<void> => {
      const named = { prompt_id: `t${at}` }
      if (host.create) await ask(toolCall(workspace, 'CronCreate', host.create, named), 'rearm')
      expect(await ask(workspace.stop({ ...named, ...host.stop() }))).toBe(false)
    }
    await turn(0)
    let through = 0
    for (let at = 1; at <= 8; at += 1) {
      host.fire?.()
      if (await ask(submitted(workspace, prompt, { prompt_id: `t${at}` }))) continue
      through += 1
      await turn(at)
    }
    return through
  }

  const promptOf = (length: number): string =>
    'look at '
      .repeat(length)
      .slice(0, length - 2)
      .concat('\r\n')

  test.each(LENGTHS)('where the session lists it: %i characters', async (length) => {
    using workspace = makeWorkspace()
    const prompt = promptOf(length)
    const stop = () => ({ session_crons: crons(asListed(prompt)) })
    expect(await ticks(workspace, prompt, { stop })).toBe(CAP)
    expect(tallyText(workspace)).not.toContain('look at')
  })

  test.each(LENGTHS)('where the project lists it: %i characters', async (length) => {
    using workspace = makeWorkspace()
    const prompt = promptOf(length)
    const stop = () => {
      putTasks(workspace, prompt)
      return { session_crons: [] }
    }
    expect(await ticks(workspace, prompt, { stop })).toBe(CAP)
    expect(tallyText(workspace)).not.toContain('look at')
  })

  test.each(LENGTHS)('where each comes once and is made anew: %i characters', async (length) => {
    using workspace = makeWorkspace()
    const prompt = promptOf(length)
    // Claude Code takes such a task off its list before the hook is asked.
    const fire = () => rmSync(join(workspace.path, TASKS), { force: true })
    const stop = () => {
      putTasks(workspace, prompt)
      return { session_crons: [] }
    }
    expect(await ticks(workspace, prompt, { stop, fire })).toBe(CAP)
  })

  test.each(LENGTHS)('where only the call that makes it was seen: %i characters', async (length) => {
    using workspace = makeWorkspace()
    const prompt = promptOf(length)
    const create = { ...CRON, prompt, recurring: false, durable: true }
    expect(await ticks(workspace, prompt, { stop: () => ({}), create })).toBe(CAP)
    expect(tallyText(workspace)).not.toContain('look at')
  })
})

describe('A cron is known from the call that makes it', () => {
  test('at its first tick, although no Stop came', async () => {
    using workspace = makeWorkspace()
    for (const durable of [true, false]) {
      const prompt = `${LOOK} ${durable}`
      expectSilent(await rearm(toolCall(workspace, 'CronCreate', { ...CRON, prompt, durable })))
      expectTurnedAway(await wake(submitted(workspace, prompt), NONE))
    }
    expect(ops(workspace)).toBe('SS')
    expect(tallyText(workspace)).not.toContain(LOOK)
  })

  test('once, beside those that are known already', async () => {
    using workspace = makeWorkspace()
    await wake(workspace.stop({ session_crons: crons('another') }))
    for (const prompt of [LOOK, LOOK, ` ${LOOK}\n`, 'another']) {
      await rearm(toolCall(workspace, 'CronCreate', { ...CRON, prompt }))
    }
    expect(ops(workspace)).toBe('SS')
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
    expect(await kindOf(submitted(workspace, 'another'))).toBe('scheduled')
    await wake(workspace.stop({ session_crons: crons('another', LOOK) }))
    expect(ops(workspace)).toBe('SS')
  })

  test("until a Stop no longer lists it: then the same words are a human's", async () => {
    using workspace = makeWorkspace()
    await rearm(toolCall(workspace, 'CronCreate', CRON))
    await wake(workspace.stop({ session_crons: crons(LOOK) }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
    await rearm(toolCall(workspace, 'CronDelete', { id: 'c0' }))
    await wake(workspace.stop({ session_crons: [] }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('human')
    await rearm(toolCall(workspace, 'CronCreate', CRON))
    await wake(workspace.stop({ session_crons: [] }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('human')
  })

  test('but not where the call was refused, only tried, or has no prompt', async () => {
    using workspace = makeWorkspace()
    await rearm(toolCall(workspace, 'CronCreate', CRON), ['--dry-run'])
    await rearm(toolCall(workspace, 'CronCreate', { ...CRON, prompt: 7 }))
    expect(workspace.all()).toEqual([])
    workspace.put('dos.toml', DENY)
    expectDenied(await rearm(toolCall(workspace, 'CronCreate', CRON), NONE))
    expect(ops(workspace)).toBe('')
  })
})

describe('What a project schedules durably', () => {
  test('counts also in a session that made none of it, and from its first prompt on', async () => {
    using workspace = makeWorkspace()
    putTasksOf(workspace, 'yesterday', LOOK, 'x'.repeat(5000))
    expectSilent(await wake(workspace.stop({ session_crons: [] })))
    expectSilent(await wake(submitted(workspace, 'how is it going?')))
    expect(workspace.all()).toEqual(['.claude', TASKS])
    expectSilent(await wake(submitted(workspace, LOOK), ['--max-markers', '1']))
    expectTurnedAway(await wake(submitted(workspace, 'x'.repeat(5000)), ['--max-markers', '1']))
    expect(ops(workspace)).toBe('M')
  })

  test('is remembered for when it is gone from the list, and forgotten at the next Stop', async () => {
    using workspace = makeWorkspace()
    putTasks(workspace, LOOK)
    await wake(workspace.stop({ session_crons: [] }))
    expect(ops(workspace)).toBe('S')
    putTasks(workspace)
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
    await wake(workspace.stop({ session_crons: [] }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('human')
  })

  test('is added to what was listed, where a Stop lists nothing', async () => {
    using workspace = makeWorkspace()
    await wake(workspace.stop({ session_crons: crons('another') }))
    putTasks(workspace, LOOK)
    await wake(workspace.stop())
    putTasks(workspace)
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
    expect(await kindOf(submitted(workspace, 'another'))).toBe('scheduled')
  })

  test('lies in the project that the host names, where that is a folder of the workspace', async () => {
    using workspace = makeWorkspace()
    putTasks(workspace, LOOK)
    const project = workspace.folder('sub')
    renameSync(join(workspace.path, '.claude'), join(project, '.claude'))
    const refused = (env: Readonly<Record<string, string>>) => wake(submitted(workspace, LOOK), NONE, { env })
    expectSilent(await refused({}))
    expectSilent(await refused({ CLAUDE_PROJECT_DIR: project, CLAUDE_CODE_SESSION_ID: 'another' }))
    expectTurnedAway(await refused({ CLAUDE_PROJECT_DIR: project, CLAUDE_CODE_SESSION_ID: SESSION }))
    expectTurnedAway(await refused({ CLAUDE_PROJECT_DIR: project }))
  })

  test('may have the prompt that the host makes up itself', async () => {
    using workspace = makeWorkspace()
    putTasks(workspace, '<<autonomous-loop>>')
    expect(await kindOf(submitted(workspace, '# Autonomous loop check\nYou'))).toBe('scheduled')
  })

  test('has entries that say nothing, which are passed over', async () => {
    using workspace = makeWorkspace()
    const tasks = [null, 7, LOOK, [LOOK], {}, { prompt: 7 }, { prompt: LOOK }, { prompt: [LOOK] }]
    workspace.put(TASKS, JSON.stringify({ tasks }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
  })

  test('is all known, however much it is', async () => {
    using workspace = makeWorkspace()
    const prompts = Array.from({ length: 2000 }, (_, at) => `${LOOK} ${at}`)
    putTasks(workspace, ...prompts)
    for (const at of [0, 700, 1999]) {
      expect(await kindOf(submitted(workspace, `${LOOK} ${at}`))).toBe('scheduled')
    }
  })

  const isRoot = process.getuid?.() === 0
  const aside = (workspace: Workspace): string => {
    const path = join(workspace.path, 'elsewhere.json')
    renameSync(putTasks(workspace, LOOK), path)
    return path
  }
  test.each<[string, (workspace: Workspace) => void, RegExp]>([
    ['no JSON', (to) => to.put(TASKS, '{"tasks":[{"prompt":'), /is no list of tasks/],
    ['empty', (to) => to.put(TASKS, ''), /is no list of tasks/],
    ['no object', (to) => to.put(TASKS, JSON.stringify([{ prompt: LOOK }])), /is no list of tasks/],
    [
      'with tasks that are no list',
      (to) => to.put(TASKS, JSON.stringify({ tasks: { 0: { prompt: LOOK }, length: 1 } })),
      /is no list of tasks/,
    ],
    ['of 100 MB', (to) => truncateSync(putTasks(to, LOOK), 100_000_000), /is longer than 1048576 bytes/],
    ['a link', (to) => symlinkSync(aside(to), join(to.path, TASKS)), /cannot read .*: ELOOP/],
    [
      'a link to itself',
      (to) => symlinkSync(join(to.folder('.claude'), 'scheduled_tasks.json'), join(to.path, TASKS)),
      /ELOOP/,
    ],
    ['a folder', (to) => mkdirSync(join(to.path, TASKS), { recursive: true }), /is not a regular file/],
    [
      'a FIFO that nobody writes into',
      (to) => spawnSync('mkfifo', [join(to.folder('.claude'), 'scheduled_tasks.json')]),
      /is not a regular file/,
    ],
    // What another user is can only be shown by one who may become one.
    ...(isRoot
      ? [
          [
            "another user's",
            (to: Workspace) => chownSync(putTasks(to, LOOK), 65_534, 65_534),
            /belongs to another user/,
          ] as [string, (workspace: Workspace) => void, RegExp],
        ]
      : []),
  ])('names nothing where its list is %s, and --debug says why', async (_, put, why) => {
    using workspace = makeWorkspace()
    put(workspace)
    const { stdout, stderr } = await wake(submitted(workspace, LOOK), [...NONE, '--debug'])
    expect(stdout).toEqual([])
    expect(stderr.join('\n')).toMatch(why)
    expect(stderr.at(-1)).toBe('debug: pass: this session schedules nothing')
    expectSilent(await wake(submitted(workspace, LOOK), NONE))
    expectSilent(await wake(workspace.stop({ session_crons: [] })))
    expect(workspace.all()).not.toContain('.dos')
  })
})

test('What a Stop remembers of schedules hides nothing that the turn did', async () => {
  using workspace = makeOwnRepository()
  const given = { env: WITH_GIT }
  expect(await stop(workspace)).toBe('hold 1')
  for (const turn of ['one', 'two']) {
    workspace.put('mine', `work ${turn}`)
    commit(workspace.path, 'work')
    const named = { prompt_id: turn, session_crons: crons(`look ${turn}`) }
    await rearm(toolCall(workspace, 'CronCreate', CRON, { prompt_id: turn }), [], given)
    await wake(workspace.stop(named), [], given)
    expect(await stop(workspace, { stdin: workspace.stop(named) })).toBe('reset')
  }
})

describe('Where sessions share a tally,', () => {
  const other = (workspace: Workspace, prompt: string): string => {
    workspace.put(
      `.dos/markers/${SESSION}.jsonl`,
      tallyText(workspace).replaceAll(`"session":"${SESSION}"`, '"session":"other"'),
    )
    return submitted(workspace, prompt)
  }

  test('the schedule of each is known, and none takes away that of another', async () => {
    using workspace = makeWorkspace()
    await wake(workspace.stop({ session_crons: crons(LOOK) }))
    expect(await kindOf(other(workspace, LOOK))).toBe('scheduled')
    await wake(workspace.stop({ session_crons: [] }))
    await wake(workspace.stop({ session_crons: crons('mine') }))
    for (const prompt of [LOOK, 'mine']) expect(await kindOf(submitted(workspace, prompt))).toBe('scheduled')
    await wake(workspace.stop({ session_crons: [] }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
    expect(await kindOf(submitted(workspace, 'mine'))).toBe('human')
    expect(ops(workspace)).toBe('SSS')
  })

  test('a record that names no session, as of an older version, is of the session that reads it', async () => {
    using workspace = makeWorkspace()
    await wake(workspace.stop({ session_crons: crons(LOOK) }))
    workspace.put(
      `.dos/markers/${SESSION}.jsonl`,
      tallyText(workspace).replaceAll(`"session":"${SESSION}",`, ''),
    )
    expect(tallyText(workspace)).not.toContain('"session"')
    await wake(workspace.stop({ session_crons: crons(LOOK) }))
    expect(ops(workspace)).toBe('S')
    expect(await kindOf(submitted(workspace, LOOK))).toBe('scheduled')
    await wake(workspace.stop({ session_crons: [] }))
    expect(await kindOf(submitted(workspace, LOOK))).toBe('human')
  })
})

describe('What the transcript says has just fired', () => {
  const at = (workspace: Workspace, ...rows: readonly string[]): { readonly transcript_path: string } => ({
    transcript_path: workspace.put('transcript.jsonl', rows.map((row) => `${row}\n`).join('')),
  })
  const ended = '{"type":"system","subtype":"turn_duration"}'
  const queued = '{"type":"queue-operation","operation":"dequeue"}'
  const WORDS = 'look at the build and tell me what you see there '.repeat(30)

  test('is scheduled, although nothing else knows of it', async () => {
    using workspace = makeWorkspace()
    const two = at(workspace, ended, queued, fireRow('another'), fireRow(LOOK))
    expectSilent(await wake(submitted(workspace, LOOK, two), ['--max-markers', '1']))
    expectTurnedAway(await wake(submitted(workspace, 'another', two), ['--max-markers', '1']))
    expectTurnedAway(await wake(submitted(workspace, ` ${LOOK}\r\n`, two), ['--max-markers', '1']))
    const long = at(workspace, fireRow(WORDS.slice(0, 200)))
    expectTurnedAway(await wake(submitted(workspace, WORDS, long), ['--max-markers', '1']))
  })

  test.each<[string, readonly string[], string]>([
    ['another prompt', [fireRow('another')], LOOK],
    ['a prompt of which this is the beginning', [fireRow(WORDS.slice(0, 200))], WORDS.slice(0, 100)],
    ['this prompt, half a minute ago', [fireRow(LOOK, NOW - 30_001)], LOOK],
    ['this prompt, in times to come', [fireRow(LOOK, NOW + 30_001)], LOOK],
    ['this prompt, and it was answered since', [fireRow(LOOK), '{"type":"assistant"}', ended], LOOK],
    ['this prompt, and it was taken since', [fireRow(LOOK), '{"type":"user"}'], LOOK],
    ['this prompt without a time', [fireRow(LOOK).replace('"timestamp"', '"then"')], LOOK],
    ['nothing', [ended, queued], LOOK],
    ['nothing that can be read', ['', '{', 'null', '7', '[]', fireRow(LOOK).slice(0, -2)], LOOK],
  ])('takes nothing from a human where it is %s', async (_, rows, prompt) => {
    using workspace = makeWorkspace()
    expect(await kindOf(submitted(workspace, prompt, at(workspace, ...rows)))).toBe('human')
  })

  test('is found behind 100 MB, and at once', async () => {
    using workspace = makeWorkspace()
    const { transcript_path } = at(workspace, '')
    truncateSync(transcript_path, 100_000_000)
    spawnSync('sh', ['-c', 'printf "\\n%s\\n" "$1" >> "$2"', 'sh', fireRow(LOOK), transcript_path])
    expect(await kindOf(submitted(workspace, LOOK, { transcript_path }))).toBe('scheduled')
  })

  test('is not asked for where it could keep the hook waiting', async () => {
    using workspace = makeWorkspace()
    const fifo = join(workspace.path, 'fifo')
    spawnSync('mkfifo', [fifo])
    for (const transcript_path of [fifo, workspace.path, join(workspace.path, 'missing'), '/dev/zero', '']) {
      expect(await kindOf(submitted(workspace, LOOK, { transcript_path }))).toBe('human')
    }
  })
})

describe('A human', () => {
  test('gives the budget back beside every kind of schedule, and is told from it by what the host says', async () => {
    using workspace = makeWorkspace()
    putTasks(workspace, 'look at the deployment')
    const long = 'x'.repeat(1500)
    await wake(workspace.stop({ session_crons: crons(LOOK, asListed(long)) }))
    const args = ['--max-markers', '1']
    for (const [at, prompt] of [LOOK, long, 'look at the deployment', LOOK].entries()) {
      expectSilent(await wake(submitted(workspace, prompt), args))
      expectTurnedAway(await wake(submitted(workspace, prompt), args))
      const typed = [`${long}!`, long.slice(1), 'go on', `${LOOK}!`][at]
      expectSilent(await wake(submitted(workspace, typed), args))
    }
    for (const source of ['user', 'sdk']) {
      expectSilent(await wake(submitted(workspace, LOOK, { source }), args))
    }
    expectTurnedAway(await wake(submitted(workspace, 'made up', { source: 'schedule_wakeup' }), NONE))
    expectTurnedAway(await wake(submitted(workspace, 'made up', { source: 'loop_wakeup' }), NONE))
    expectTurnedAway(await wake(submitted(workspace, LOOK, { source: 'of a later version' }), NONE))
    expect(ops(workspace)).toBe('SMRMRMRMRRR')
  })

  test('is nobody who sends an empty prompt, or who is the system', async () => {
    using workspace = makeWorkspace()
    await wake(workspace.stop({ session_crons: crons(LOOK) }))
    await wake(submitted(workspace, LOOK))
    const before = tallyText(workspace)
    for (const prompt of ['', ' ', '\r\n']) expectSilent(await wake(submitted(workspace, prompt), NONE))
    for (const source of ['system', 'poll_event']) {
      expectSilent(await wake(submitted(workspace, LOOK, { source }), NONE))
    }
    expect(tallyText(workspace)).toBe(before)
  })
})

describe('On Qwen Code', () => {
  const QWEN = { transcript_path: '/home/dev/.qwen/projects/p/chats/q.jsonl', prompt_id: 'q########0' }
  const WAKEUP = { delaySeconds: 60, prompt: '/loop look at CI', reason: 'waiting' }
  const call = (workspace: Workspace, tool: string, args: readonly string[] = []) =>
    rearm(toolCall(workspace, tool, { ...WAKEUP, cron: '* * * * *' }, QWEN), args)

  test.each([['loop_wakeup'], ['LoopWakeup']])('%s is refused once the budget is spent', async (tool) => {
    using workspace = makeWorkspace()
    for (let tick = 1; tick < 4; tick += 1) expectSilent(await call(workspace, tool))
    for (let tick = 4; tick < 7; tick += 1)
      expect(expectDenied(await call(workspace, tool))).toContain('cron_delete')
    expectDenied(await call(workspace, 'cron_create'))
    expectSilent(await call(workspace, 'cron_delete'))
    // Its turns have one name for all, where it has no person before it: what counts them is the call.
    expect(ops(workspace)).toBe('MMMMMM')
  })

  test('nothing is refused under rearm = "observe"', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wake]\nrearm = "observe"\n')
    for (let tick = 1; tick < 7; tick += 1) expectSilent(await call(workspace, 'loop_wakeup'))
    expectSilent(await call(workspace, 'cron_create'))
    expect(ops(workspace)).toBe('MMMMMMS')
  })

  test('a person gives the budget back, and neither a tool nor the words of a hold do', async () => {
    using workspace = makeWorkspace()
    for (let tick = 1; tick < 6; tick += 1) await call(workspace, 'loop_wakeup')
    const before = tallyText(workspace)
    for (const prompt of ['', 'Wait marker 1 of 4', 'Please continue.', WAKEUP.prompt]) {
      expectSilent(await wake(submitted(workspace, prompt, QWEN), NONE))
    }
    expect(tallyText(workspace)).toBe(before)
    expectSilent(await wake(submitted(workspace, 'go on', { ...QWEN, submitted_prompt: 'go on' })))
    expectSilent(await call(workspace, 'loop_wakeup'))
    expect(ops(workspace)).toBe('MMMMMRM')
  })
})
