import { expect, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { carryForward, compareFingerprints, type Fingerprint, readFingerprint } from '../src/index.ts'
import { watchedOps } from './support/ops.ts'
import { GIT_ENV, git, repository } from './support/repo.ts'

test('a repository that is being written is read all the time: nothing is thrown, no commit is made up', async () => {
  using repo = repository()
  const script = `
    i=0
    while [ $i -lt 40 ]; do
      i=$((i + 1)); echo $i > a.txt; git add a.txt; git commit -q -m $i
      [ $((i % 10)) -eq 0 ] && git pack-refs --all
      [ $((i % 15)) -eq 0 ] && git gc -q
    done`
  const writer = spawn('sh', ['-c', script], { cwd: repo.path, env: GIT_ENV, stdio: 'ignore' })
  const ended = new Promise((resolve) => writer.once('exit', resolve))

  const ops = watchedOps()
  const seen = new Set<string>()
  let last: Fingerprint = {}
  let advances = 0
  let reads = 0
  while (writer.exitCode === null) {
    const now = readFingerprint({ workspace: repo.path, watch: ['commit', 'tree'], ops, previous: last })
    if (compareFingerprints(last, now).advanced) advances++
    if (typeof now.commit === 'string') seen.add(now.commit)
    last = carryForward(last, now)
    reads++
    // Lets the end of the writer be noticed.
    await Bun.sleep(0)
  }
  await ended

  const log = git(repo.path, 'log', '--format=%H %T').split('\n')
  const made = new Set(
    log.map((line) =>
      line
        .split(' ')
        .map((id) => id.slice(0, 20))
        .join(':'),
    ),
  )
  expect(log).toHaveLength(41)
  expect([...seen].filter((one) => !made.has(one))).toEqual([])
  expect(reads).toBeGreaterThan(10)
  expect(advances).toBeGreaterThan(3)
  const end = readFingerprint({
    workspace: repo.path,
    watch: ['commit', 'tree'],
    ops,
    previous: last,
    budgetMs: 60_000,
  })
  const [id = '', tree = ''] = log[0]?.split(' ') ?? []
  expect(end).toEqual({ commit: `${id.slice(0, 20)}:${tree.slice(0, 20)}`, tree: '0' })
}, 60_000)
