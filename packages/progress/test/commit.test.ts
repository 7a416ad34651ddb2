import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { compareFingerprints, type Fingerprint, readFingerprint } from '../src/index.ts'
import { opsWithoutGit, watchedOps } from './support/ops.ts'
import { commit, git, repository, scratch } from './support/repo.ts'

setDefaultTimeout(60_000)

const withoutGit = opsWithoutGit()
const none = { advanced: false } as const

/** The commit as files alone tell it. */
function look(workspace: string, previous?: Fingerprint): Fingerprint {
  return readFingerprint({ workspace, watch: ['commit'], ops: withoutGit, ...(previous && { previous }) })
}

/** What a commit is recorded as, by git's own word. */
function truth(folder: string): Fingerprint {
  const [id = '', tree = ''] = git(folder, 'rev-parse', 'HEAD', 'HEAD^{tree}').split('\n')
  return { commit: `${id.slice(0, 20)}:${tree.slice(0, 20)}` }
}

describe('without starting git, the commit is known of', () => {
  test('a plain repository', () => {
    using repo = repository()
    expect(look(repo.path)).toEqual(truth(repo.path))
  })

  test('a folder somewhere inside it', () => {
    using repo = repository()
    repo.write('deep/er/b.txt', 'b')
    expect(look(join(repo.path, 'deep/er'))).toEqual(truth(repo.path))
  })

  test('a folder inside it that a link leads to', () => {
    using repo = repository()
    using other = scratch()
    repo.write('deep/b.txt', 'b')
    symlinkSync(join(repo.path, 'deep'), join(other.path, 'link'))
    expect(look(join(other.path, 'link'))).toEqual(truth(repo.path))
  })

  test('a detached HEAD', () => {
    using repo = repository()
    commit(repo, 'two')
    git(repo.path, 'checkout', '--quiet', '--detach', 'HEAD~1')
    expect(look(repo.path)).toEqual(truth(repo.path))
  })

  test('a branch with slashes and letters of any script', () => {
    using repo = repository()
    git(repo.path, 'checkout', '--quiet', '-b', 'feature/größe/日本')
    expect(look(repo.path)).toEqual(truth(repo.path))
  })

  test('a branch that leads to another branch', () => {
    using repo = repository()
    git(repo.path, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
    git(repo.path, 'symbolic-ref', 'HEAD', 'refs/heads/alias')
    expect(look(repo.path)).toEqual(truth(repo.path))
  })

  test('packed references, also beside a folder of the same name', () => {
    using repo = repository()
    git(repo.path, 'checkout', '--quiet', '-b', 'größe')
    git(repo.path, 'pack-refs', '--all')
    expect(look(repo.path)).toEqual(truth(repo.path))
    repo.write('.git/refs/heads/größe/.keep', '')
    rmSync(join(repo.path, '.git/refs/heads/größe/.keep'))
    expect(look(repo.path)).toEqual(truth(repo.path))
  })

  test('a linked work tree, by its own HEAD', () => {
    using repo = repository()
    using other = scratch()
    const tree = join(other.path, 'tree')
    git(repo.path, 'worktree', 'add', '--quiet', '-b', 'side', tree)
    other.write('tree/b.txt', 'b')
    git(tree, 'add', '--all')
    git(tree, 'commit', '--quiet', '-m', 'side')
    expect(look(tree)).toEqual(truth(tree))
    expect(look(tree)).not.toEqual(look(repo.path))
    git(tree, 'pack-refs', '--all')
    expect(look(tree)).toEqual(truth(tree))
  })

  test('a submodule', () => {
    using library = repository()
    using repo = repository()
    git(repo.path, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.path, 'lib')
    const lib = join(repo.path, 'lib')
    repo.write('lib/b.txt', 'b')
    git(lib, 'add', '--all')
    git(lib, 'commit', '--quiet', '-m', 'in the submodule')
    expect(look(lib)).toEqual(truth(lib))
    expect(look(lib)).not.toEqual(look(repo.path))
  })

  test('a repository whose ids are sha256', () => {
    using repo = repository('--object-format=sha256')
    expect(git(repo.path, 'rev-parse', 'HEAD')).toHaveLength(64)
    expect(look(repo.path)).toEqual(truth(repo.path))
    git(repo.path, 'pack-refs', '--all')
    expect(look(repo.path)).toEqual(truth(repo.path))
  })

  test('a .git that is a link', () => {
    using repo = repository()
    using other = scratch()
    renameSync(join(repo.path, '.git'), join(other.path, 'git'))
    symlinkSync(join(other.path, 'git'), join(repo.path, '.git'))
    expect(look(repo.path)).toEqual(truth(repo.path))
  })
})

describe('there is no commit', () => {
  test('on a branch that has none yet', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet')
    expect(look(repo.path)).toEqual({ commit: null })
  })

  test('on a branch that has none yet, beside packed ones', () => {
    using repo = repository()
    git(repo.path, 'pack-refs', '--all')
    git(repo.path, 'checkout', '--quiet', '--orphan', 'fresh')
    expect(look(repo.path)).toEqual({ commit: null })
  })

  test('where there is no repository, nor folder', () => {
    using folder = scratch()
    expect(look(folder.path)).toEqual({ commit: null })
    expect(look(join(folder.path, 'a'))).toEqual({ commit: { unknown: 'unreadable' } })
  })

  test('in a .git that git itself passes by', () => {
    using folder = scratch()
    folder.write('.git/hooks/x', '')
    expect(look(folder.path)).toEqual({ commit: null })
  })
})

describe('progress is', () => {
  test('a commit with another tree', () => {
    using repo = repository()
    const before = look(repo.path)
    repo.write('a.txt', 'two\n')
    commit(repo, 'two')
    const after = look(repo.path, before)
    expect(compareFingerprints(before, after)).toEqual({
      advanced: true,
      what: [`commit ${git(repo.path, 'rev-parse', 'HEAD').slice(0, 8)} has another tree`],
    })
  })

  test('the first commit of all', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet')
    const before = look(repo.path)
    commit(repo, 'first')
    expect(compareFingerprints(before, look(repo.path, before)).advanced).toBe(true)
  })

  test('a merge, and a change of branch to another tree', () => {
    using repo = repository()
    git(repo.path, 'checkout', '--quiet', '-b', 'side')
    repo.write('b.txt', 'b')
    commit(repo, 'side')
    const side = look(repo.path)
    git(repo.path, 'checkout', '--quiet', 'main')
    const main = look(repo.path, side)
    expect(compareFingerprints(side, main).advanced).toBe(true)
    git(repo.path, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'side')
    expect(compareFingerprints(main, look(repo.path, main)).advanced).toBe(true)
  })
})

describe('no progress is', () => {
  test('an amended message', () => {
    using repo = repository()
    const before = look(repo.path)
    git(repo.path, 'commit', '--quiet', '--amend', '-m', 'another word for it')
    const after = look(repo.path, before)
    expect(after).not.toEqual(before)
    expect(compareFingerprints(before, after)).toEqual(none)
  })

  test('an empty commit', () => {
    using repo = repository()
    const before = look(repo.path)
    commit(repo, 'nothing')
    expect(compareFingerprints(before, look(repo.path, before))).toEqual(none)
  })

  test('a change of branch with the same tree', () => {
    using repo = repository()
    git(repo.path, 'checkout', '--quiet', '-b', 'side')
    const before = look(repo.path)
    commit(repo, 'nothing')
    git(repo.path, 'checkout', '--quiet', 'main')
    expect(compareFingerprints(before, look(repo.path, before))).toEqual(none)
  })

  test('tidying up: packing objects and references', () => {
    using repo = repository()
    const before = look(repo.path)
    git(repo.path, 'gc', '--quiet')
    expect(look(repo.path, before)).toEqual(before)
  })
})

describe('git is asked', () => {
  test('for the tree of a commit that is packed, and only when the commit is not the last one seen', () => {
    using repo = repository()
    git(repo.path, 'gc', '--quiet')
    const ops = watchedOps()
    const first = readFingerprint({ workspace: repo.path, watch: ['commit'], ops, budgetMs: 60_000 })
    expect(first).toEqual(truth(repo.path))
    expect(ops.asked.map(({ args }) => args[0])).toEqual(['rev-parse'])
    readFingerprint({ workspace: repo.path, watch: ['commit'], ops, budgetMs: 60_000, previous: first })
    expect(ops.asked).toHaveLength(1)
  })

  test('for a HEAD that is an old-style link to a packed branch', () => {
    using repo = repository()
    git(repo.path, 'pack-refs', '--all')
    rmSync(join(repo.path, '.git/HEAD'))
    symlinkSync('refs/heads/main', join(repo.path, '.git/HEAD'))
    const ops = watchedOps()
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops, budgetMs: 60_000 })).toEqual(
      truth(repo.path),
    )
    expect(ops.asked).toHaveLength(1)
  })

  const ids = `${'ab'.repeat(20)}\n${'cd'.repeat(20)}\n`
  const asTables = { commit: `${'ab'.repeat(10)}:${'cd'.repeat(10)}` }

  test('where references are kept in tables', () => {
    using repo = repository()
    repo.write('.git/config', '[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n')
    repo.write('.git/HEAD', 'ref: refs/heads/.invalid\n')
    repo.write('.git/reftable/tables.list', '')
    const ops = watchedOps({ git: () => ({ kind: 'answered', stdout: ids }) })
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops })).toEqual(asTables)
    repo.write('.git/HEAD', 'ref: refs/heads/gone\n')
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops })).toEqual(asTables)
  })

  test('and tells a branch without a commit from a broken repository', () => {
    using repo = repository()
    repo.write('.git/HEAD', 'ref: refs/heads/.invalid\n')
    const look = (branch: 'answered' | 'refused') =>
      readFingerprint({
        workspace: repo.path,
        watch: ['commit'],
        ops: watchedOps({
          git: ({ args }) =>
            args[0] === 'symbolic-ref' && branch === 'answered'
              ? { kind: 'answered', stdout: 'refs/heads/main\n' }
              : { kind: 'refused' },
        }),
      })
    expect(look('answered')).toEqual({ commit: null })
    expect(look('refused')).toEqual({ commit: { unknown: 'git-failed' } })
  })

  test.each([
    ['late', 'late'],
    ['no-git', 'no-git'],
    ['too-much', 'too-many'],
    ['refused', 'git-failed'],
  ] as const)('and its answer "%s" is an unknown', (kind, unknown) => {
    using repo = repository()
    git(repo.path, 'gc', '--quiet')
    const ops = watchedOps({ git: () => ({ kind }) })
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops })).toEqual({ commit: { unknown } })
    repo.write('.git/HEAD', 'ref: refs/heads/.invalid\n')
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops })).toEqual({ commit: { unknown } })
  })

  test('and an answer that is none is an unknown', () => {
    using repo = repository()
    git(repo.path, 'gc', '--quiet')
    const ops = watchedOps({ git: () => ({ kind: 'answered', stdout: 'warning: something\n' }) })
    const failed = { commit: { unknown: 'git-failed' } } as const
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops })).toEqual(failed)
    repo.write('.git/HEAD', 'ref: refs/heads/.invalid\n')
    expect(readFingerprint({ workspace: repo.path, watch: ['commit'], ops })).toEqual(failed)
  })

  test('not at all once the time is used up', () => {
    using repo = repository()
    git(repo.path, 'gc', '--quiet')
    const read = readFingerprint({
      workspace: repo.path,
      watch: ['commit', 'tree'],
      ops: withoutGit,
      budgetMs: 0,
    })
    expect(read).toEqual({ commit: { unknown: 'late' }, tree: { unknown: 'late' } })
  })
})

test('where nothing is watched, nothing is read', () => {
  const ops = new Proxy(withoutGit, {
    get: () => {
      throw new Error('something was read')
    },
  })
  expect(readFingerprint({ workspace: '/', watch: [], paths: ['a'], ops })).toEqual({})
})
