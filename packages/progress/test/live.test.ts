import { expect, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { GIT_ENV, git, repository } from './support/repo.ts'
import { turns } from './support/turns.ts'

test('A repository that is being written is read all the time: nothing is thrown, no commit is made up', async () => {
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

  const turn = turns(repo, { budgetMs: 1000 })
  const seen = new Set<string>()
  let advances = 0
  let reads = 0
  while (writer.exitCode === null) {
    const { advanced, fingerprint } = turn()
    if (advanced.length > 0) advances++
    if (typeof fingerprint.commit === 'string') seen.add(fingerprint.commit)
    reads++
    // Lets the end of the writer be noticed.
    await Bun.sleep(0)
  }
  await ended

  const made = git(repo.path, 'log', '--format=%H')
    .split('\n')
    .map((id) => id.slice(0, 20))
  expect(made).toHaveLength(41)
  expect([...seen].filter((one) => !made.includes(one))).toEqual([])
  expect(reads).toBeGreaterThan(10)
  expect(advances).toBeGreaterThan(3)
  turn({ budgetMs: 60_000 })
  const [last = ''] = made
  expect(turn().fingerprint).toEqual({ commit: last, tree: '0', untracked: '0', marks: '' })
}, 60_000)
