import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { examineDesk, makeDesk } from './support/desk.ts'
import { tool } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { MARKER } from './support/workspace.ts'

setDefaultTimeout(60_000)

describe('The tally', () => {
  test('is in order, or is no file, or holds nothing that counts', async () => {
    using desk = makeDesk()
    desk.project.put('.dos/markers/fine.jsonl', `${MARKER}\n${MARKER}{"op":"NOTE"}\n{"op":"R`)
    expect((await examineDesk(desk)).ids).toEqual(['no-host'])
    desk.project.put('.dos/markers/garbage.jsonl', 'x'.repeat(5 * 1024 * 1024))
    execFileSync('mkfifo', [join(desk.project.folder('.dos/markers'), 'fifo.jsonl')])
    const { ids, findings, find } = await examineDesk(desk)
    expect(ids).toEqual(['no-host', 'tally-unreadable'])
    expect(findings.filter(({ id }) => id === 'tally-unreadable')).toHaveLength(2)
    expect(find('tally-unreadable').mend).toEqual({ edit: 'move the file away; a new one is made by itself' })
  })

  test('lies in the workspace, in a folder, where one may write', async () => {
    using desk = makeDesk()
    symlinkSync(desk.home.path, join(desk.project.path, '.dos'))
    expect((await examineDesk(desk)).find('tally-outside').what).toContain(desk.home.path)
    using second = makeDesk()
    second.project.put('.dos', 'no folder')
    expect((await examineDesk(second)).find('tally-not-writable').what).toContain('.dos is no folder')
    using third = makeDesk()
    chmodSync(third.project.path, 0o555)
    chmodSync(third.home.path, 0o755)
    const locked = await examineDesk(third, { within: asNobody() })
    expect(locked.find('tally-not-writable').what).toContain('may not be written to by you')
    expect(third.project.all()).toEqual([])
  })

  test('is nothing for git to keep', async () => {
    using desk = makeDesk()
    git(desk.project.path, 'init', '--quiet')
    desk.project.put('.dos/markers/s.jsonl', MARKER)
    desk.project.put('sub/dos.toml', '')
    expect((await examineDesk(desk, { env: WITH_GIT })).ids).toEqual(['no-host'])
    commit(desk.project.path, 'all')
    expect((await examineDesk(desk, { env: WITH_GIT })).find('tally-tracked').what).toBe(
      'git keeps a file of .dos',
    )
    // In a folder of the repository that is a workspace of its own there is none.
    const cwd = join(desk.project.path, 'sub')
    expect((await examineDesk(desk, { env: WITH_GIT, cwd })).ids).toEqual(['no-host'])
  })

  test('can not make git run anything', async () => {
    using desk = makeDesk()
    git(desk.project.path, 'init', '--quiet')
    const trap = join(desk.home.path, 'sprung')
    const hook = desk.home.put('hook', `#!${tool('sh')}\n: > ${trap}\n`)
    chmodSync(hook, 0o755)
    git(desk.project.path, 'config', 'core.fsmonitor', hook)
    desk.project.put('.dos/markers/s.jsonl', MARKER)
    await examineDesk(desk, { env: WITH_GIT })
    expect(existsSync(trap)).toBe(false)
    expect(readFileSync(desk.project.tally, 'utf8')).toBe(MARKER)
  })
})
