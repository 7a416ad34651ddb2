import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { watchedOps } from './support/ops.ts'
import {
  commit,
  commitFile,
  GIT_ENV,
  git,
  gitAs,
  linkedTree,
  repository,
  type Scratch,
  scratch,
} from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(60_000)

const short = (tree: string) => git(tree, 'rev-parse', 'HEAD').slice(0, 8)

/** A commit of this moment; those of the other tests are all of one day. */
function commitNow(tree: string, name: string): void {
  writeFileSync(join(tree, name), name)
  git(tree, 'add', '--all')
  const env = { ...GIT_ENV, GIT_COMMITTER_DATE: new Date().toISOString() }
  gitAs(env, tree, 'commit', '--quiet', '--message', name)
}

describe('A commit counts that is made', () => {
  test('in a linked work tree, told by its name, also on a detached HEAD', () => {
    using repo = repository()
    using outside = scratch()
    const tree = linkedTree(repo, outside, 'side')
    const turn = turns(repo)
    expect(turn().told).toEqual([])
    commitFile(tree, 'b.txt')
    expect(turn().told).toEqual([`commit ${short(tree)} in worktree "side": b.txt`])
    git(tree, 'checkout', '--quiet', '--detach')
    expect(turn().told).toEqual([])
    commitFile(tree, 'c.txt')
    expect(turn().files).toEqual(['c.txt'])
  })

  test('in the main work tree, seen from a linked one, and in a third', () => {
    using repo = repository()
    using outside = scratch()
    const [one, two] = [linkedTree(repo, outside, 'one'), linkedTree(repo, outside, 'two')]
    const turn = turns(one)
    turn()
    commitFile(repo.path, 'b.txt')
    expect(turn().told).toEqual([`commit ${short(repo.path)} in the main work tree: b.txt`])
    commitFile(two, 'c.txt')
    expect(turn().files).toEqual(['c.txt'])
  })

  test('in a work tree of a bare repository that stands beside them as .bare', () => {
    using repo = repository()
    using folder = scratch()
    git(folder.path, 'clone', '--quiet', '--bare', repo.path, '.bare')
    folder.write('.git', 'gitdir: ./.bare\n')
    const tree = join(folder.path, 'feature')
    git(folder.path, 'worktree', 'add', '--quiet', '-b', 'feature', tree)
    const [above, inside, bare] = [turns(folder), turns(tree), turns(join(folder.path, '.bare'))]
    for (const turn of [above, inside, bare]) expect(turn().unseen).toEqual([])
    commitFile(tree, 'b.txt')
    for (const turn of [above, inside, bare]) expect(turn().files).toEqual(['b.txt'])
    writeFileSync(join(tree, 'c.txt'), '')
    expect(inside().files).toEqual(['c.txt'])
    expect(above()).toMatchObject({ told: [], fingerprint: { tree: null } })
    // What one work tree says of itself holds.
    git(tree, 'config', 'extensions.worktreeConfig', 'true')
    git(tree, 'config', '--worktree', 'core.worktree', repo.path)
    expect(inside().unseen).toEqual(['uncommitted work: elsewhere'])
  })

  test('in a new work tree since the last look, and not the one it begins with', () => {
    using repo = repository()
    using outside = scratch()
    const turn = turns(repo)
    turn()
    const since = Date.now() - 1000
    const tree = linkedTree(repo, outside, 'new')
    expect(turn({ since }).told).toEqual([])
    const other = linkedTree(repo, outside, 'newer')
    commitNow(other, 'b.txt')
    expect(turn({ since }).files).toEqual(['b.txt'])
    rmSync(tree, { recursive: true })
    git(repo.path, 'worktree', 'prune')
    expect(turn({ since })).toMatchObject({ told: [], unseen: [] })
  })

  test('once, where another work tree has taken it over', () => {
    using repo = repository()
    using outside = scratch()
    const tree = linkedTree(repo, outside, 'side')
    const turn = turns(repo)
    turn()
    commitFile(tree, 'b.txt')
    git(repo.path, 'merge', '--quiet', '--ff-only', 'side')
    expect(turn().told).toEqual([`commit ${short(tree)}: b.txt`])
    expect(turn().told).toEqual([])
  })
})

test('Work in another work tree that is not committed is none of this one', () => {
  using repo = repository()
  using outside = scratch()
  const tree = linkedTree(repo, outside, 'side')
  expect(turns(repo).advances(() => writeFileSync(join(tree, 'b.txt'), 'b'))).toBe(false)
  expect(turns(tree).advances(() => writeFileSync(join(tree, 'a.txt'), 'two'))).toBe(true)
})

test('Of more work trees than 64 those used last are looked at, and that there are more is said', () => {
  using repo = repository()
  using outside = scratch()
  const head = git(repo.path, 'rev-parse', 'HEAD')
  // As `git worktree add` makes them, without its time.
  for (let i = 0; i < 70; i++) {
    const dir = `.git/worktrees/w${i}`
    repo.write(`${dir}/HEAD`, `${head}\n`)
    repo.write(`${dir}/commondir`, '../..\n')
    repo.write(`${dir}/gitdir`, `${outside.path}/w${i}/.git\n`)
    outside.write(`w${i}/.git`, `gitdir: ${repo.path}/${dir}\n`)
    git(join(outside.path, `w${i}`), 'reset', '--quiet', '--hard')
    utimesSync(join(repo.path, dir, 'index'), 1000 + i, 1000 + i)
  }
  const turn = turns(repo)
  const first = turn()
  expect(first.unseen).toEqual(['commits: too-many'])
  const seen = Object.keys(first.fingerprint.worktrees ?? {})
  expect(seen).toHaveLength(64)
  expect(seen).not.toContain('w5')
  expect(seen).toContain('w6')
  // A commit makes it one of those that were used last.
  const since = Date.now() - 1000
  commitNow(join(outside.path, 'w0'), 'b.txt')
  commitFile(join(outside.path, 'w69'), 'c.txt')
  expect(turn({ since }).files.toSorted()).toEqual(['b.txt', 'c.txt'])
})

test('What lies among the work trees and is none is passed by', () => {
  using repo = repository()
  using outside = scratch()
  const tree = linkedTree(repo, outside, 'side')
  mkdirSync(join(repo.path, '.git/worktrees/empty'))
  repo.write('.git/worktrees/file', '')
  repo.write('.git/worktrees/loop/HEAD', 'ref: refs/heads/loop\n')
  repo.write('.git/refs/heads/loop', 'ref: refs/heads/loop\n')
  const turn = turns(repo)
  turn()
  commitFile(tree, 'b.txt')
  expect(turn()).toMatchObject({ files: ['b.txt'], unseen: [] })
})

describe('Where the model stands in', () => {
  const standing: readonly [string, (repo: Scratch, outside: Scratch) => string][] = [
    [
      'a repository within the workspace',
      (repo) => {
        git(repo.path, 'init', '--quiet', 'nested')
        commitFile(join(repo.path, 'nested'), 'n.txt')
        mkdirSync(join(repo.path, 'nested/deep'))
        return join(repo.path, 'nested')
      },
    ],
    [
      'a submodule',
      (repo) => {
        using library = repository()
        git(repo.path, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.path, 'lib')
        commit(repo, 'with a library')
        return join(repo.path, 'lib')
      },
    ],
    ['another work tree', (repo, outside) => linkedTree(repo, outside, 'side')],
    [
      'a repository elsewhere',
      (_, outside) => {
        git(outside.path, 'init', '--quiet')
        commitFile(outside.path, 'o.txt')
        return outside.path
      },
    ],
  ]
  test.each(standing)('%s, its work and its commits count, beside those of the workspace', (_, make) => {
    using repo = repository()
    using outside = scratch()
    const stands = make(repo, outside)
    const turn = turns(repo, { stands })
    expect(turn()).toMatchObject({ told: [], unseen: [] })
    writeFileSync(join(stands, 'new.txt'), 'new')
    expect(turn().told).toContain('here: untracked work in new.txt')
    commitFile(stands, 'new.txt', 'newer')
    const { told, files } = turn()
    expect(files.filter((name) => name === 'new.txt')).toHaveLength(1)
    expect(told.filter((text) => /\bcommit /.test(text))).toHaveLength(1)
    repo.write('a.txt', 'two\n')
    expect(turn().told).toEqual(['uncommitted work in a.txt'])
    expect(turn()).toMatchObject({ told: [], unseen: [] })
  })

  test('a folder of the workspace, nothing is looked at twice', () => {
    using repo = repository()
    mkdirSync(join(repo.path, 'deep'))
    const ops = watchedOps()
    const { fingerprint } = turns(repo, { ops, stands: join(repo.path, 'deep') })()
    expect(fingerprint.here).toBeUndefined()
    expect(ops.asked.filter(({ args }) => args[0] === 'status')).toHaveLength(1)
  })

  test('a repository for the first time, what is newer than the last record counts, and what is older does not', () => {
    using repo = repository()
    using outside = repository()
    using other = repository()
    const turn = turns(repo)
    turn()
    const since = Date.now() - 1000
    utimesSync(outside.write('old.txt', 'old'), 1, 1)
    expect(turn({ stands: outside.path, since }).told).toEqual([])
    commitNow(other.path, 'new.txt')
    other.write('newer.txt', 'newer')
    expect(turn({ stands: other.path, since }).told).toEqual([
      `here: commit ${short(other.path)}: new.txt`,
      'here: untracked work in newer.txt',
    ])
    expect(turn({ stands: other.path, since }).told).toEqual([])
  })

  test('no repository, that of the workspace is looked at, and the other way round', () => {
    using repo = repository()
    using outside = scratch()
    expect(turns(repo, { stands: outside.path })().unseen).toEqual([])
    const turn = turns(outside, { stands: repo.path })
    expect(turn().unseen).toEqual(['progress: no-repository'])
    repo.write('a.txt', 'two\n')
    expect(turn().told).toEqual(['here: uncommitted work in a.txt'])
  })
})
