import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Call, run } from './support/command.ts'
import { expectHeld, expectTrouble } from './support/expectations.ts'
import { RUNTIMES, tool } from './support/launch.ts'
import { asNobody, mayMount, withDisk } from './support/privileges.ts'
import { MARKER, makeWorkspace, NOTED, SESSION, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

const QUICK_MS = 5000
const TALLY = join('.dos', 'markers', `${SESSION}.jsonl`)

/** Runs a Stop that is released with one line on stderr, quickly. @returns the line */
async function troubleOf(stdin: string, call: Call): Promise<string> {
  const ended = await run(stdin, call)
  const line = expectTrouble(ended)
  expect(line).not.toContain('a fault of dos-hook itself')
  expect(ended.ms).toBeLessThan(QUICK_MS)
  return line
}

/** Writes a large tally piece by piece. */
function putPieces(workspace: Workspace, piece: Uint8Array, count: number): void {
  const fd = openSync(workspace.put(TALLY, ''), 'a')
  for (let at = 0; at < count; at += 1) writeSync(fd, piece)
  closeSync(fd)
}

function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}

const MIB = 1024 * 1024
const link = (workspace: Workspace, name: string, to: string): void => {
  mkdirSync(dirname(join(workspace.path, name)), { recursive: true })
  symlinkSync(to, join(workspace.path, name))
}

/** What stands in the way, and what is said of it. `%` is the workspace, `@` the folder outside. */
const places: readonly (readonly [
  what: string,
  put: (workspace: Workspace, outside: string) => void,
  claimed: string,
])[] = [
  [
    'a FIFO as the tally',
    (workspace) => {
      workspace.folder(dirname(TALLY))
      spawnSync('mkfifo', [workspace.tally])
    },
    `%/${TALLY} is not a regular file: move it away`,
  ],
  [
    'a folder as the tally',
    (workspace) => workspace.folder(TALLY),
    `%/${TALLY} is not a regular file: move it away`,
  ],
  [
    'a tally that is a link out of the workspace',
    (workspace, outside) => link(workspace, TALLY, join(outside, 'file')),
    `%/${TALLY} leads to @/file, which is not inside the workspace: remove the link`,
  ],
  [
    'a tally that is a link to a device',
    (workspace) => link(workspace, TALLY, '/dev/zero'),
    `%/${TALLY} leads to /dev/zero, which is not inside the workspace: remove the link`,
  ],
  [
    'a tally that is a dangling link',
    (workspace) => link(workspace, TALLY, 'nowhere'),
    `cannot read %/${TALLY}: ENOENT; the workspace, or what a link leads to, is not there`,
  ],
  [
    'a tally that is a link to itself',
    (workspace) => link(workspace, TALLY, `${SESSION}.jsonl`),
    `cannot read %/${TALLY}: ELOOP; a link leads to itself, or stands where the tally should: remove it`,
  ],
  [
    'a file as .dos',
    (workspace) => workspace.put('.dos', ''),
    `cannot read %/${TALLY}: ENOTDIR; a file stands where a folder should: move it away`,
  ],
  [
    'a .dos that is a link out of the workspace',
    (workspace, outside) => link(workspace, '.dos', outside),
    '%/.dos leads to @, which is not inside the workspace: remove the link',
  ],
  [
    'a markers that is a link out of the workspace',
    (workspace, outside) => link(workspace, '.dos/markers', outside),
    '%/.dos/markers leads to @, which is not inside the workspace: remove the link',
  ],
  [
    'a file as markers',
    (workspace) => workspace.put('.dos/markers', ''),
    `cannot read %/${TALLY}: ENOTDIR; a file stands where a folder should: move it away`,
  ],
  [
    '60 MB of noise as the tally',
    (workspace) => putPieces(workspace, noise(6 * MIB), 10),
    `%/${TALLY} has no readable record in the 4 MiB after byte 5`,
  ],
  [
    '60 MB of empty lines as the tally',
    (workspace) => putPieces(workspace, new Uint8Array(6 * MIB).fill(0x0a), 10),
    `%/${TALLY} has no readable record in the 4 MiB after byte 5`,
  ],
  [
    'one line of 50 MB as the tally',
    (workspace) => putPieces(workspace, new Uint8Array(5 * MIB).fill(0x7b), 10),
    `%/${TALLY} has no readable record in the 4 MiB after byte 4`,
  ],
]

/** What a decision may leave where there is a place for it. */
const NOTE: readonly string[] = ['.dos/.gitignore', ...NOTED]

for (const by of RUNTIMES) {
  describe(`Released at once, with one line that names it, by ${by}:`, () => {
    for (const [what, put, said] of places) {
      test(what, async () => {
        using workspace = makeWorkspace()
        using other = makeWorkspace()
        other.put('file', MARKER)
        put(workspace, other.path)
        const files = workspace.all()

        const line = await troubleOf(workspace.stop(), { by })
        expect(line).toStartWith(said.replace('%', workspace.path).replace('@', other.path))

        // Nothing was made or moved but for the note of it, and nothing outside was touched.
        const noted = (path: string) => NOTE.includes(path) && !files.includes(path)
        expect(workspace.all().filter((path) => !noted(path))).toEqual([...files])
        expect(other.all()).toEqual(['file'])
        expect(readFileSync(join(other.path, 'file'), 'utf8')).toBe(MARKER)
      })
    }

    test('a socket as the tally', async () => {
      using workspace = makeWorkspace()
      workspace.folder(dirname(TALLY))
      const server = Bun.listen({ unix: workspace.tally, socket: { data: () => {} } })
      try {
        const line = await troubleOf(workspace.stop(), { by })
        expect(line).toStartWith(`cannot read ${workspace.tally}: `)
        expect(line).toEndWith('a socket stands where the tally should: remove it')
      } finally {
        server.stop(true)
      }
    })

    test('a session id that is too long for a file name', async () => {
      using workspace = makeWorkspace()
      const session_id = 'x'.repeat(300)
      const line = await troubleOf(workspace.stop({ session_id }), { by })
      expect(line).toBe(
        `cannot record in ${workspace.path}/.dos/markers/${session_id}.jsonl: ENAMETOOLONG; the name of the session or run is too long to be a file name`,
      )
    })

    test('a workspace in which this user (nobody, where the tests run as root) may not write', async () => {
      using workspace = makeWorkspace()
      chmodSync(workspace.path, 0o555)
      const line = await troubleOf(workspace.stop(), { by, within: asNobody() })
      expect(line).toBe(`cannot record in ${workspace.tally}: EACCES; give this user the right to it`)
      expect(workspace.all()).toEqual([])
    })

    test('a tally that this user (nobody, where the tests run as root) may only read', async () => {
      using workspace = makeWorkspace()
      workspace.put(TALLY, MARKER)
      for (const path of ['.', '.dos', '.dos/markers']) chmodSync(join(workspace.path, path), 0o755)
      chmodSync(workspace.tally, 0o444)
      const line = await troubleOf(workspace.stop(), { by, within: asNobody() })
      expect(line).toBe(`cannot record in ${workspace.tally}: EACCES; give this user the right to it`)
      expect(readFileSync(workspace.tally, 'utf8')).toBe(MARKER)
    })

    test('a tally that this user (nobody, where the tests run as root) may not read', async () => {
      using workspace = makeWorkspace()
      workspace.put(TALLY, MARKER)
      for (const path of ['.', '.dos', '.dos/markers']) chmodSync(join(workspace.path, path), 0o755)
      chmodSync(workspace.tally, 0)
      const line = await troubleOf(workspace.stop(), { by, within: asNobody() })
      expect(line).toBe(`cannot read ${workspace.tally}: EACCES; give this user the right to it`)
    })
  })
}

describe('A reset that finds something in its way says so as well, and releases:', () => {
  for (const [what, put] of places.filter(([what]) => !what.includes('MB'))) {
    test(what, async () => {
      using workspace = makeWorkspace()
      using other = makeWorkspace()
      other.put('file', MARKER)
      put(workspace, other.path)
      const line = await troubleOf(workspace.stop(), { args: ['marker', '--reset'] })
      expect(line).toContain(join(workspace.path, '.dos'))
      expect(readFileSync(join(other.path, 'file'), 'utf8')).toBe(MARKER)
      expect(other.all()).toEqual(['file'])
    })
  }

  test('but not a tally of noise, which it ends: the next turn is held', async () => {
    using workspace = makeWorkspace()
    putPieces(workspace, noise(6 * MIB), 10)
    await run(workspace.stop(), { args: ['marker', '--reset'] })
    expect(expectHeld(await run(workspace.stop())).reason).toContain('marker 1 of 4')
  })
})

test('A link that stays inside the workspace is followed, and so is a link to the workspace', async () => {
  using workspace = makeWorkspace()
  const root = workspace.folder('root')
  workspace.folder('root/elsewhere')
  link(workspace, 'root/.dos', 'elsewhere')
  link(workspace, 'way', 'root')
  expectHeld(await run(workspace.stop({ cwd: root })))
  expectHeld(await run(workspace.stop({ cwd: join(workspace.path, 'way') })))
  const tally = readFileSync(join(root, 'elsewhere', 'markers', `${SESSION}.jsonl`), 'utf8')
  expect(tally.trim().split('\n')).toHaveLength(2)
})

/** Fills up the disk; what is left in the last block of a file stays usable to that file. */
const FILL = 'cat /dev/zero > "$1/fill" 2>/dev/null || :'

/** How a small disk is prepared, and what is said. */
const disks: readonly (readonly [what: string, prepare: string, said: string])[] = [
  [
    'a read-only disk',
    'mount -o remount,ro "$1"',
    `cannot record in %/${TALLY}: EROFS; the file system is read-only`,
  ],
  [
    'a read-only disk with a tally',
    `mkdir -p "$1/.dos/markers"; echo '{"op":"MARKER"}' > "$1/${TALLY}"; mount -o remount,ro "$1"`,
    `cannot record in %/${TALLY}: EROFS; the file system is read-only`,
  ],
  ['a full disk', FILL, `cannot record in %/${TALLY}: ENOSPC; make room on the disk`],
  [
    'a full disk with a tally that ends with its block',
    `mkdir -p "$1/.dos/markers"; head -c 4096 /dev/zero | tr '\\0' '\\n' > "$1/${TALLY}"; ${FILL}`,
    `cannot record in %/${TALLY}: ENOSPC; make room on the disk`,
  ],
  [
    'a full disk with room for half a record',
    `mkdir -p "$1/.dos/markers"; head -c 4000 /dev/zero | tr '\\0' '\\n' > "$1/${TALLY}"; ${FILL}`,
    'only 96 of ',
  ],
]

if (!mayMount) {
  const not = disks.map(([what]) => what).join(', ')
  console.log(`not run, as this user may not mount: ${not}; a limit on the size of files stands in for them`)
}

describe('Released at once, with one line that names the tally and what to do:', () => {
  for (const by of RUNTIMES) {
    for (const [what, prepare, said] of mayMount ? disks : []) {
      test(`${what}, by ${by}`, async () => {
        using workspace = makeWorkspace()
        const line = await troubleOf(workspace.stop(), { by, within: withDisk(workspace.path, prepare) })
        expect(line).toStartWith(said.replace('%', workspace.path))
        expect(line).toContain(workspace.tally)
      })
    }

    for (const [what, size, said] of [
      [
        'that is at its limit of size',
        1024,
        /^cannot record in %: EFBIG; see that the disk and the folder are in order$/,
      ],
      [
        'that has room for half a record',
        1000,
        /^only 24 of \d+ bytes were written to %: make room on the disk$/,
      ],
    ] as const) {
      test(`a tally ${what}, by ${by}, and the next call with room holds`, async () => {
        using workspace = makeWorkspace()
        workspace.put(TALLY, '\n'.repeat(size))
        // In blocks of 512 bytes.
        const within = [tool('sh'), '-c', 'ulimit -f 2; exec "$@"', 'sh']
        const line = await troubleOf(workspace.stop(), { by, within })
        expect(line.replace(workspace.tally, '%')).toMatch(said)
        expect(statSync(workspace.tally).size).toBe(1024)

        expect(expectHeld(await run(workspace.stop(), { by })).reason).toContain('marker 1 of 4')
        expect(readFileSync(workspace.tally, 'utf8')).toEndWith('}\n')
      })
    }
  }
})
