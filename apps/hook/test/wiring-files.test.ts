import { describe, expect, test } from 'bun:test'
import { linkSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '@dos/desk/settings/replace-file'
import { showChange } from '@dos/desk/settings/show-change'
import { makeWorkspace } from './support/workspace.ts'

const bytes = (text: string) => Buffer.from(text)

describe('replacing a file', () => {
  test('leaves it alone where somebody has changed it meanwhile, and nothing beside it', () => {
    using folder = makeWorkspace()
    const path = folder.put('settings.json', 'theirs')
    expect(replaceFile(path, bytes('ours'), bytes('as it was read'), 'id')).toEqual({
      ok: false,
      why: `${path} has just been changed by somebody else: run this again`,
      changed: true,
    })
    expect([readFileSync(path, 'utf8'), readdirSync(folder.path)]).toEqual(['theirs', ['settings.json']])
  })

  test('of many names writes it where it is, so that all of them show the same', () => {
    using folder = makeWorkspace()
    const path = folder.put('settings.json', 'theirs, which was longer')
    linkSync(path, join(folder.path, 'dotfiles.json'))
    const { ino } = statSync(path)
    const id = crypto.randomUUID()
    expect(replaceFile(path, bytes('ours'), bytes('theirs, which was longer'), id)).toEqual({ ok: true })
    expect(readFileSync(join(folder.path, 'dotfiles.json'), 'utf8')).toBe('ours')
    expect([statSync(path).ino, statSync(path).nlink]).toEqual([ino, 2])
    expect(replaceFile(path, bytes('again'), bytes('not that'), id)).toMatchObject({
      ok: false,
      changed: true,
    })
    expect(readFileSync(path, 'utf8')).toBe('ours')
  })

  test('takes a name that another call of this program gives it for a moment for no name of its own', () => {
    using folder = makeWorkspace()
    const path = folder.put('settings.json', 'theirs')
    const passing = join(folder.path, `.settings.json.${crypto.randomUUID()}.tmp.old`)
    linkSync(path, passing)
    expect(replaceFile(path, bytes('ours'), bytes('theirs'), crypto.randomUUID())).toEqual({ ok: true })
    expect([readFileSync(path, 'utf8'), readFileSync(passing, 'utf8')]).toEqual(['ours', 'theirs'])
  })

  test('away leaves what somebody has changed meanwhile, and else nothing', () => {
    using folder = makeWorkspace()
    const path = folder.put('settings.json', 'theirs')
    expect(replaceFile(path, undefined, bytes('as it was read'), 'id')).toMatchObject({
      ok: false,
      changed: true,
    })
    expect(folder.all()).toEqual(['settings.json'])
    expect(replaceFile(path, undefined, bytes('theirs'), 'id')).toEqual({ ok: true })
    expect(folder.all()).toEqual([])
  })

  test('leaves it alone where somebody has made it or taken it away meanwhile', () => {
    using folder = makeWorkspace()
    const made = folder.put('made.json', 'theirs')
    expect(replaceFile(made, bytes('ours'), undefined, 'id').ok).toBe(false)
    expect(replaceFile(join(folder.path, 'gone.json'), bytes('ours'), bytes('x'), 'id').ok).toBe(false)
    expect(folder.all()).toEqual(['made.json'])
  })

  test('says why it could not be done, and leaves nothing beside it', () => {
    using folder = makeWorkspace()
    mkdirSync(join(folder.path, 'settings.json'))
    const replaced = replaceFile(join(folder.path, 'settings.json'), bytes('ours'), undefined, 'id')
    expect(replaced).toMatchObject({ ok: false })
    expect(folder.all()).toEqual(['settings.json'])
  })

  test('says in words why it could not be done', () => {
    using folder = makeWorkspace()
    const path = join(folder.put('file', ''), 'settings.json')
    expect(replaceFile(path, bytes('ours'), undefined, 'id')).toMatchObject({
      why: expect.stringMatching(/^cannot write .+: something .+ \((ENOTDIR|EEXIST)\)$/),
    })
  })

  test('makes the folders on the way, and gives a new file the usual rights', () => {
    using folder = makeWorkspace()
    const path = join(folder.path, 'a', 'b', 'settings.json')
    expect(replaceFile(path, bytes('ours'), undefined, 'id')).toEqual({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe('ours')
    expect(statSync(path).mode & 0o777).toBe(0o666 & ~process.umask())
  })
})

describe('a change as it is shown', () => {
  test.each([
    '"ANTHROPIC_API_KEY": "v"',
    '"apiKeyHelper" : "v"',
    '"x-auth-token":"v"',
    '"PATH": "v"',
    '"password": "a\\"v"',
  ])('covers the value of %s', (member) => {
    expect(showChange('f', `{${member}}`, `{${member},"hooks":{}}`, false)).not.toContain('v"')
  })

  test.each(['"model": "opus"', '"command": "/opt/dos-hook"'])('does not cover the value of %s', (member) => {
    expect(showChange('f', '{}', `{${member}}`, false)).toContain(member)
  })

  test('has colours where they are wanted, and none where not', () => {
    expect(showChange('f', '{}\n', '{"a":1}\n', true)).toContain('\u001b[32m+{"a":1}\u001b[39m')
    expect(showChange('f', '{}\n', '{"a":1}\n', false)).toBe('--- f\n+++ f\n@@ -1,1 +1,1 @@\n-{}\n+{"a":1}\n')
  })

  test('is of no file where there is none', () => {
    expect(showChange('f', undefined, '{}\n', false)).toStartWith('--- /dev/null\n+++ f\n')
    expect(showChange('f', '{}\n', undefined, false)).toStartWith('--- f\n+++ /dev/null\n')
  })
})
