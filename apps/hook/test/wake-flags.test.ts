import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { call } from './support/fake-io.ts'
import { crons, expectSilent, ops, submitted, tallyText, wake } from './support/schedule.ts'
import { makeWorkspace, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const NOTIFICATION = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>'
const LOOK = 'look at the build'

/** A session that has scheduled this. */
async function scheduled(workspace: Workspace, ...prompts: readonly string[]): Promise<void> {
  expectSilent(await wake(workspace.stop({ session_crons: crons(...prompts) })))
}

describe('Flags', () => {
  test('--dry-run says what would be done, writes nothing and turns nothing away', async () => {
    using workspace = makeWorkspace()
    const dry = async (stdin: string): Promise<string> => {
      const { status, stdout, stderr } = await wake(stdin, ['--dry-run', '--max-markers', '1'])
      expect({ status, stdout }).toEqual({ status: 0, stdout: [] })
      return stderr.join()
    }
    expect(await dry(workspace.stop({ session_crons: crons(LOOK) }))).toStartWith('dry run: would remember: ')
    expect(workspace.all()).toEqual([])
    await scheduled(workspace, LOOK)
    const before = tallyText(workspace)
    expect(await dry(submitted(workspace, LOOK))).toStartWith('dry run: would grant: ')
    expect(await dry(submitted(workspace, 'how is it going?'))).toStartWith('dry run: would reset: ')
    expect(await dry(submitted(workspace, NOTIFICATION))).toStartWith('dry run: would pass: ')
    expect(await dry(workspace.stop({ session_crons: [] }))).toStartWith('dry run: would remember: ')
    expect(tallyText(workspace)).toBe(before)
    await wake(submitted(workspace, LOOK))
    expect(await dry(submitted(workspace, LOOK))).toStartWith('dry run: would refuse: ')
  })

  test('--json prints one object that no host takes for an answer', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    const { stdout, stderr } = await wake(submitted(workspace, LOOK), ['--json', '--max-markers', '0'])
    expect(stderr).toEqual([])
    expect(stdout.map((line) => JSON.parse(line))).toEqual([
      {
        verb: 'wake',
        action: 'refuse',
        prompt: 'scheduled',
        markers_emitted: 0,
        max_markers: 0,
        delay_seconds: null,
        reason: expect.stringContaining('turned away'),
        session_id: SESSION,
        workspace: workspace.path,
        tally: workspace.tally,
        dry_run: false,
        trouble: false,
        warnings: [],
      },
    ])
  })

  test('--session-id and --workspace come before what the event says', async () => {
    using workspace = makeWorkspace()
    using other = makeWorkspace()
    const args = ['--session-id', 'other', '--workspace', other.path]
    await wake(workspace.stop({ session_crons: crons(LOOK) }), args)
    expect(workspace.all()).toEqual([])
    expect(other.records('other')).toHaveLength(1)
  })

  test('a wrong command line leaves with 1 and the nearest right word', async () => {
    expect(await wake('', ['--jsn'])).toEqual({
      status: 1,
      stdout: [],
      stderr: ['there is no flag --jsn; the nearest is --json. See dos-hook wake --help'],
      deadline: undefined,
    })
    for (const [wrong, right] of [
      ['wak', 'wake'],
      ['rarm', 'rearm'],
    ] as const) {
      const { status, stderr } = await call([wrong])
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: [`there is no command "${wrong}"; the nearest is ${right}. See dos-hook --help`],
      })
    }
    expect(await wake('', ['--loop'])).toMatchObject({ status: 1, stdout: [] })
    expect(await wake('', ['--max-markers', '-1'])).toMatchObject({ status: 1, stdout: [] })
  })

  test('--debug tells each step on stderr and changes no answer', async () => {
    using workspace = makeWorkspace()
    const { stdout, stderr } = await wake(workspace.stop({ session_crons: crons(LOOK) }), ['--debug'])
    expect(stdout).toEqual([])
    expect(stderr.every((line) => line.startsWith('debug: '))).toBe(true)
    expect(stderr.at(-1)).toBe('debug: remember: scheduled prompts: 1')
    expect(ops(workspace)).toBe('S')
  })

  test('an answer that nobody takes is told', async () => {
    using workspace = makeWorkspace()
    await scheduled(workspace, LOOK)
    const { stderr } = await wake(submitted(workspace, LOOK), ['--max-markers', '0'], { printed: false })
    expect(stderr).toEqual(['nobody took the answer from stdout'])
  })
})
