import { describe, expect, test } from 'bun:test'
import { dialectOf, type Environment, HOST_NAMES } from '../src/index.ts'

const WINDOWS: Environment = { OS: 'Windows_NT' }

/** What a host says, what that is on Windows, and elsewhere; `undefined` is refused. */
const FOLDERS: readonly (readonly [
  said: unknown,
  windows: string | undefined,
  elsewhere: string | undefined,
])[] = [
  ['/home/ann/shop', '/home/ann/shop', '/home/ann/shop'],
  ['C:\\Users\\ann\\shop', 'C:\\Users\\ann\\shop', 'C:\\Users\\ann\\shop'],
  ['c:/Users/ann', 'c:/Users/ann', 'c:/Users/ann'],
  ['/c:/Users/ann/shop', 'c:/Users/ann/shop', '/c:/Users/ann/shop'],
  ['/C:\\Users\\ann', 'C:\\Users\\ann', '/C:\\Users\\ann'],
  ['/d:', 'd:/', '/d:'],
  ['/c/Users/ann', 'c:/Users/ann', '/c/Users/ann'],
  ['/c', 'c:/', '/c'],
  ['/cc/Users', '/cc/Users', '/cc/Users'],
  ['/1:/x', '/1:/x', '/1:/x'],
  ['file:///home/ann/shop', '/home/ann/shop', '/home/ann/shop'],
  ['file:/home/ann', '/home/ann', '/home/ann'],
  ['FILE:///home/ann', '/home/ann', '/home/ann'],
  ['file://localhost/home/ann', '/home/ann', '/home/ann'],
  ['file:///c%3A/Users/ann/shop', 'c:/Users/ann/shop', '/c:/Users/ann/shop'],
  ['file:///C:/Users/ann/shop', 'C:/Users/ann/shop', '/C:/Users/ann/shop'],
  ['file://c:/Users/ann', 'c:/Users/ann', '/c:/Users/ann'],
  ['file://C%3a/Users/ann', 'C:/Users/ann', '/C:/Users/ann'],
  ['file:///home/ann/a%20b%23c%25/%D0%BF', '/home/ann/a b#c%/п', '/home/ann/a b#c%/п'],
  ['file:///home/c#/x?y', '/home/c#/x?y', '/home/c#/x?y'],
  ['file:///', '/', '/'],
  // Another machine, however it is written, would be signed in to by looking alone.
  ['file://server/share/shop', undefined, undefined],
  ['file:////server/share', undefined, undefined],
  ['file:///%5C%5Cserver/share', undefined, undefined],
  ['file:///%2Fserver/share', undefined, undefined],
  ['file:///%5Cserver%5Cshare', undefined, undefined],
  ['file://localhost', undefined, undefined],
  ['file:///a%00b', undefined, undefined],
  ['file:///a%zz', undefined, undefined],
  ['file:///%E0%A4%A', undefined, undefined],
  ['file:', undefined, undefined],
  ['file:shop', undefined, undefined],
  ['', undefined, undefined],
  [null, undefined, undefined],
  [7, undefined, undefined],
]

describe('A folder that a host names', () => {
  test.each(FOLDERS)(
    '%j is %j on Windows and %j elsewhere, in whichever field it stands',
    (said, windows, elsewhere) => {
      for (const [env, expected] of [
        [WINDOWS, windows],
        [{}, elsewhere],
        [{ OS: 'Linux' }, elsewhere],
      ] as const) {
        for (const host of HOST_NAMES) {
          const { cwd } = dialectOf(host).readEvent({ cwd: said }, env)
          expect([host, cwd]).toEqual([host, expected])
        }
        for (const roots of [
          said,
          [said],
          [null, '', said, '/second'].slice(0, 3),
          [{ uri: said }],
          [{ path: said }],
        ]) {
          const cursor = dialectOf('cursor').readEvent({ conversation_id: 'c', workspace_roots: roots }, env)
          expect([roots, cursor.project, cursor.cwd]).toEqual([roots, expected, expected])
          const antigravity = dialectOf('antigravity').readEvent(
            { conversationId: 'c', workspacePaths: roots },
            env,
          )
          expect([roots, antigravity.project, antigravity.cwd]).toEqual([roots, expected, expected])
        }
        const project = typeof said === 'string' ? said : undefined
        const named = dialectOf('claude-code').readEvent({}, { ...env, CLAUDE_PROJECT_DIR: project })
        expect(named.project).toBe(expected)
      }
    },
  )

  test('is the first of several that can be taken, and none where none can', () => {
    const first = (workspace_roots: unknown) =>
      dialectOf('cursor').readEvent({ conversation_id: 'c', workspace_roots }, {}).cwd
    expect(first(['/one', '/two'])).toBe('/one')
    expect(first(['file://server/x', { uri: 'file:///two' }, '/three'])).toBe('/two')
    expect(first([{ uri: { fsPath: '/x' } }, [], {}, 5])).toBeUndefined()
    expect(first([])).toBeUndefined()
    expect(first({ fsPath: 'C:\\x', path: '/C:/x' })).toBe('C:\\x')
  })
})
