import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { examineDesk, makeDesk } from './support/desk.ts'
import { tool } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { commit, git, WITH_GIT } from './support/repository.ts'
import { MARKER } from './support/workspace.ts'

setDefaultTimeout(60_000)

describe('The tally', () => {
  test('is read line by line, and nothing is said of one in order', async () => {
    using desk = makeDesk()
    desk.project.put('.dos/markers/fine.jsonl', `${MARKER}\n${MARKER}{"op":"NOTE"}\n`)
    expect((await examineDesk(desk)).ids).toEqual(['no-host'])
    const tooNew = '{"op":"MARKER","schema":{"family":"wait-marker","version":2}}\n'
    const foreign = '{"op":"MARKER","schema":{"family":"other","version":1}}\n'
    const mixed = `${MARKER}{"op":"MAR\n[]\n${foreign}${tooNew}${tooNew}{"op":"R`
    desk.project.put('.dos/markers/mixed.jsonl', mixed)
    const { find, ids } = await examineDesk(desk)
    expect(ids).toEqual(['no-host', 'too-new-lines'])
    expect(find('too-new-lines').what).toBe("2 lines of mixed's tally are of a later version")
  })

  test('grows, or is one of many, or is no file, or holds nothing that counts', async () => {
    using desk = makeDesk()
    desk.project.put('.dos/markers/large.jsonl', MARKER.repeat(70_000))
    desk.project.put('.dos/markers/garbage.jsonl', 'x'.repeat(5 * 1024 * 1024))
    execFileSync('mkfifo', [join(desk.project.folder('.dos/markers'), 'fifo.jsonl')])
    for (let at = 0; at < 500; at += 1) {
      const old = desk.project.put(`.dos/markers/s${at}.jsonl`, '{"op":"MARKER","schema":2}\n')
      utimesSync(old, 0, 0)
    }
    const { ids, findings, find } = await examineDesk(desk)
    expect(ids).toEqual(['no-host', 'tally-unreadable', 'too-new-lines', 'tallies-many', 'tally-large'])
    expect(find('tallies-many').what).toBe('there are 501 tallies')
    expect(findings.filter(({ id }) => id === 'tally-unreadable')).toHaveLength(2)
    // The newest hundred are read.
    expect(findings.filter(({ id }) => id === 'too-new-lines')).toHaveLength(97)
  })

  test('is told to be removed only where that does something', async () => {
    using desk = makeDesk()
    for (let at = 0; at < 500; at += 1) desk.project.put(`.dos/markers/s${at}.jsonl`, MARKER)
    const large = desk.project.put('.dos/markers/large.jsonl', MARKER.repeat(70_000))
    const young = await examineDesk(desk)
    expect([young.status, young.ids]).toEqual([0, ['no-host', 'tally-large', 'tallies-many']])
    expect(young.find('tally-large').mend).toEqual({
      edit: '`dos-hook prune` removes what was not written for a day; to have the room before, end the session and move the file away',
    })
    utimesSync(large, 0, 0)
    const old = await examineDesk(desk)
    expect([old.status, old.ids]).toEqual([1, ['no-host', 'tallies-many']])
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
