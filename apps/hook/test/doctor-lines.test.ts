import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { readTail } from '../src/doctor/command-tail.ts'
import { ownLine } from '../src/doctor/own-line.ts'
import { built } from './support/built.ts'
import { examineDesk, makeDesk, settings } from './support/desk.ts'
import { answers, fake, LATCH, USER } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe('The words behind the program', () => {
  test.each([
    ['marker --loop', 'marker --loop', []],
    ['marker 2>/dev/null --loop', 'marker --loop', []],
    ['marker --loop 2> log', 'marker --loop', []],
    ['marker >&1 2>&1', 'marker', []],
    ['marker; fi', 'marker', []],
    ['marker )', 'marker', []],
    ['marker --loop; other --flag', 'marker --loop', []],
    ['marker || true >log', 'marker', []],
    ['marker && other | cat', 'marker', []],
    ['marker >/dev/null', 'marker', ['output']],
    ['marker 1>> log --loop', 'marker --loop', ['output']],
    ['marker &>log', 'marker', ['output']],
    ['marker >&2', 'marker', ['output']],
    ['marker </dev/null', 'marker', ['input']],
    ['marker | tee log', 'marker', ['pipe']],
    ['marker |& cat', 'marker', ['pipe']],
    ['marker &', 'marker', ['background']],
    ['marker --loop& wait', 'marker --loop', ['background']],
    ['marker >log 2>&1 < /dev/null &', 'marker', ['output', 'input', 'background']],
  ] as const)('%j are those of one command', (line, words, detached) => {
    expect(readTail(line.split(' '))).toEqual({ words: words.split(' '), detached: [...detached] })
  })
})

describe('The program in a longer command', () => {
  test.each([
    [['dos-hook', 'marker'], ['dos-hook']],
    [['/opt/dos-hook-linux-x64', 'marker'], ['/opt/dos-hook-linux-x64']],
    [
      ['if', '[', '-n', '$CI', '];', 'then', 'dos-hook', 'marker;', 'fi'],
      ['if', '[', '-n', '$CI', '];', 'then', 'dos-hook'],
    ],
    [
      ['bash', '-c', 'cd /p && npx dos-hook marker --loop'],
      ['cd', '/p', '&&', 'npx', 'dos-hook'],
    ],
    [['strange', 'dos-hook-marker'], undefined],
  ])('%j is found', (words, own) => {
    const line = ownLine({ words, verb: 'marker' })
    expect(line?.own === undefined ? undefined : line.words.slice(0, line.own)).toEqual(own)
  })
})

describe('A command that runs the program and works', () => {
  test.each([
    'sh -c "BINARY marker"',
    'bash -lc "BINARY marker"',
    'if [ -n "$CI" ]; then BINARY marker; fi',
    'cd /tmp && BINARY marker || true',
    'BINARY marker 2>>/tmp/log --max-markers 3',
  ])('is in order, also as %j', async (command) => {
    using desk = makeDesk()
    const { binary } = await built()
    const handler = { type: 'command', command: command.replace('BINARY', binary), timeout: 10 }
    desk.home.put(USER, settings({ Stop: [handler] }))
    const { ids, findings } = await examineDesk(desk)
    expect(ids).toEqual([LATCH])
    expect(findings.map(({ what }) => what)).toContain(`the wired command is ${manifest.version}`)
  })

  test('is not looked into where only a profile, or a variable, says where the program lies', async () => {
    using desk = makeDesk()
    const commands = ['bash -lc "dos-hook marker"', '$SOMEWHERE/dos-hook marker']
    for (const command of commands) {
      desk.home.put(USER, settings({ Stop: [{ type: 'command', command, timeout: 10 }] }))
      const { ids, find } = await examineDesk(desk)
      expect(ids).toEqual([LATCH, 'not-run'])
      expect(find('not-run').what).toEndWith(
        ' was not run: what it starts can only be told where it is started',
      )
    }
    fake(desk, 'bin/dos-hook', answers(manifest.version))
    desk.home.put(USER, settings({ Stop: [{ type: 'command', command: commands[0], timeout: 10 }] }))
    expect((await examineDesk(desk, { env: { PATH: join(desk.home.path, 'bin') } })).ids).toEqual([
      'program-by-name',
      LATCH,
    ])
  })

  test('is told without the values of its variables, also in a shell', async () => {
    using desk = makeDesk()
    const command = 'sh -c "API_TOKEN=sk-secret /no/dos-hook marker --nonsense"'
    desk.home.put(USER, settings({ Stop: [{ type: 'command', command, timeout: 10 }] }))
    const { findings, find } = await examineDesk(desk)
    expect(find('wrong-words').what).toStartWith(
      'API_TOKEN=… /no/dos-hook marker --nonsense: there is no flag',
    )
    expect(JSON.stringify(findings)).not.toContain('secret')
  })
})
