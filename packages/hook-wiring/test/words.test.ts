import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { PROJECT_COMMAND, readOwnCommand } from '../src/bind/own-command.ts'
import { joinWords, splitWords } from '../src/bind/words.ts'

describe('a command line', () => {
  test.each([
    ['dos-hook marker', ['dos-hook', 'marker']],
    ["'/opt/my apps/dos-hook' marker", ['/opt/my apps/dos-hook', 'marker']],
    ['"C:\\Program Files\\dos-hook.exe" marker', ['C:\\Program Files\\dos-hook.exe', 'marker']],
    ['"\\\\host\\$share\\dos-hook.exe" marker', ['\\\\host\\$share\\dos-hook.exe', 'marker']],
    ['C:\\tools\\dos-hook.exe marker', ['C:\\tools\\dos-hook.exe', 'marker']],
    ['/opt/my\\ apps/dos-hook marker', ['/opt/my apps/dos-hook', 'marker']],
    ['"$CLAUDE_PROJECT_DIR"/x.sh  --a="b c"', ['$CLAUDE_PROJECT_DIR/x.sh', '--a=b c']],
    ['say "a \\"b\\" \\\\ c"', ['say', 'a "b" \\ c']],
    ["say ''", ['say', '']],
    ['\t\n', []],
    ['', []],
    ["say 'no end", ['say', 'no end']],
  ])('%j is read as %j', (line, words) => {
    expect(splitWords(line)).toEqual(words)
  })

  test('made of words is read as those words', () => {
    const words = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('C:\\a b\\c', 'C:\\a $b\\', '\\\\host\\a b', 'C:/`', "it's", '$HOME', 'a\\', '*', ''),
      ),
    )
    fc.assert(fc.property(words, (given) => expect(splitWords(joinWords(given))).toEqual(given)))
  })

  test('made of words is taken by a shell as those words', () => {
    const words = ['a b', "it's", '$HOME', '*', '"', '', '/opt/dos-hook', '`x`', 'a\\b', '~', '#']
    const { stdout } = Bun.spawnSync(['sh', '-c', `printf '%s\\n' ${joinWords(words)}`])
    expect(stdout.toString().split('\n').slice(0, -1)).toEqual(words)
  })

  test.each([
    [['/opt/dos-hook', 'marker'], '/opt/dos-hook marker'],
    [['/opt/my apps/dos-hook', 'marker'], "'/opt/my apps/dos-hook' marker"],
    [['C:\\Program Files\\dos-hook.exe', 'marker'], '"C:\\Program Files\\dos-hook.exe" marker'],
  ])('of %j is written %s', (words, line) => {
    expect(joinWords(words)).toBe(line)
  })
})

describe('a command that runs this program', () => {
  test.each([
    'dos-hook marker',
    'dos-hook marker --loop',
    '/opt/dos-hook marker',
    'C:\\tools\\dos-hook.exe marker',
    '/opt/dos-hook-linux-x64 marker',
    'C:\\tools\\dos-hook-windows-arm64.exe marker',
    'C:\\tools\\DOS-HOOK.EXE marker',
    '/x/dos-hook.js wake',
    'bunx dos-hook rearm',
    'bunx --bun dos-hook@1.2.3 marker',
    'npx --no-install dos-hook marker',
    'npx -y dos-hook@latest marker',
    'pnpm.cmd exec dos-hook marker',
    'bun x dos-hook marker',
    '"C:\\Program Files\\nodejs\\node.exe" C:\\x\\dos-hook.js marker',
    '/usr/bin/bun --env-file=/dev/null /x/dos-hook.js marker',
    joinWords([...PROJECT_COMMAND, 'marker', '--loop']),
  ])('is told: %s', (line) => {
    expect(readOwnCommand(splitWords(line))).toMatchObject({ plain: true })
  })

  test.each([
    'DOS_LOOP=1 dos-hook marker',
    'env DOS_LOOP=1 dos-hook marker',
    'cd /srv && dos-hook marker',
    'dos-hook marker || true',
    'dos-hook marker; true',
    'dos-hook marker 2>/dev/null',
    'dos-hook marker > /tmp/log',
    'dos-hook marker | tee log',
    'timeout 5 dos-hook marker',
    'dos-hook marker &',
    "bash -lc 'dos-hook marker --loop'",
    '/bin/sh -c "cd x; dos-hook marker"',
    joinWords(['sh', '-c', 'exec node x.js "$@"', 'dos-hook', 'marker']),
    joinWords(['sh', '-c', `rm x; ${PROJECT_COMMAND[2]}`, 'dos-hook', 'marker']),
    joinWords(['sh', '-x', '-c', PROJECT_COMMAND[2] ?? '', 'dos-hook', 'marker']),
  ])('is told to be more than that: %s', (line) => {
    expect(readOwnCommand(splitWords(line))).toMatchObject({ verb: 'marker', plain: false })
  })

  test.each([
    'dos-hook',
    'dos-hook status',
    'my-dos-hook marker',
    'dos-hook-linter marker',
    'echo dos-hook is not marker',
    'say marker',
    "echo 'dos-hook marker is not bound'",
    '/opt/dos-hook/run marker',
    '',
  ])('is not: %s', (line) => {
    expect(readOwnCommand(splitWords(line))).toBeUndefined()
  })
})
