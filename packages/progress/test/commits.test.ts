import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { opsWithoutGit, watchedOps } from './support/ops.ts'
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

const withoutGit = opsWithoutGit()

/** The commit that is recorded, as files alone tell it. */
const seen = (workspace: string) =>
  turns(workspace, { watch: ['commit'], ops: withoutGit })().fingerprint.commit
/** The same by git's own word. */
const truth = (folder: string) => git(folder, 'rev-parse', 'HEAD').slice(0, 20)

describe('Without starting git, the commit is known of', () => {
  const places: readonly [string, (repo: Scratch, other: Scratch) => unknown][] = [
    ['a plain repository', () => {}],
    [
      'a folder somewhere inside it',
      (repo) => {
        repo.write('deep/er/b.txt', 'b')
        return join(repo.path, 'deep/er')
      },
    ],
    [
      'a folder inside it that a link leads to',
      (repo, other) => {
        repo.write('deep/b.txt', 'b')
        symlinkSync(join(repo.path, 'deep'), join(other.path, 'link'))
        return join(other.path, 'link')
      },
    ],
    ['a detached HEAD', (repo) => void git(repo.path, 'checkout', '--quiet', '--detach')],
    [
      'a branch with slashes and letters of any script',
      (repo) => void git(repo.path, 'checkout', '--quiet', '-b', 'feature/größe/日本'),
    ],
    [
      'a branch that leads to another branch',
      (repo) => {
        git(repo.path, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
        git(repo.path, 'symbolic-ref', 'HEAD', 'refs/heads/alias')
      },
    ],
    [
      'a packed reference beside a folder of the same name',
      (repo) => {
        git(repo.path, 'checkout', '--quiet', '-b', 'größe')
        git(repo.path, 'pack-refs', '--all')
        mkdirSync(join(repo.path, '.git/refs/heads/größe'))
      },
    ],
    [
      'a linked work tree, by its own HEAD',
      (repo, other) => {
        const tree = linkedTree(repo, other, 'side')
        commitFile(tree, 'b.txt')
        git(tree, 'pack-refs', '--all')
        return tree
      },
    ],
    [
      'a submodule',
      (repo, other) => {
        git(other.path, 'init', '--quiet')
        commitFile(other.path, 'lib.txt')
        git(repo.path, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'lib')
        commitFile(join(repo.path, 'lib'), 'b.txt')
        return join(repo.path, 'lib')
      },
    ],
    [
      'a .git that is a link',
      (repo, other) => {
        renameSync(join(repo.path, '.git'), join(other.path, 'git'))
        symlinkSync(join(other.path, 'git'), join(repo.path, '.git'))
      },
    ],
  ]
  test.each(places)('%s', (_, make) => {
    using repo = repository()
    using other = scratch()
    const made = make(repo, other)
    const place = typeof made === 'string' ? made : repo.path
    expect(seen(place)).toBe(truth(place))
  })

  test('a repository whose ids are sha256', () => {
    using repo = repository('--object-format=sha256')
    expect(seen(repo.path)).toBe(truth(repo.path))
    git(repo.path, 'pack-refs', '--all')
    expect(seen(repo.path)).toBe(truth(repo.path))
  })
})

describe('There is no commit', () => {
  test('on a branch that has none yet, beside packed ones or not', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet')
    expect(seen(repo.path)).toBeNull()
    using other = repository()
    git(other.path, 'pack-refs', '--all')
    git(other.path, 'checkout', '--quiet', '--orphan', 'fresh')
    expect(seen(other.path)).toBeNull()
  })

  test('where there is no repository, or a .git that git itself passes by', () => {
    using folder = scratch()
    expect(turns(folder)()).toMatchObject({
      unseen: ['progress: no-repository'],
      fingerprint: { commit: null },
    })
    folder.write('.git/hooks/x', '')
    expect(turns(folder)().unseen).toEqual(['progress: no-repository'])
    expect(turns(join(folder.path, 'gone'))().unseen).toEqual(['the repository: unreadable'])
  })
})

describe('Progress is', () => {
  test('a commit with another content, told with its files', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    repo.write('a.txt', 'two\n')
    repo.write('b c.txt', 'b')
    commit(repo, 'two')
    expect(turn().advanced).toEqual([
      {
        text: `commit ${truth(repo.path).slice(0, 8)}: a.txt, "b c.txt"`,
        files: ['a.txt', 'b c.txt'],
        part: 'commit',
      },
    ])
  })

  test('the first commit of all', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet')
    expect(turns(repo).advances(() => commitFile(repo.path, 'a.txt'))).toBe(true)
  })

  test('a merge, a change of branch, and going back: every delta is from one state to another', () => {
    using repo = repository()
    const { advances } = turns(repo)
    git(repo.path, 'branch', 'side')
    expect(advances(() => commitFile(repo.path, 'main.txt'))).toBe(true)
    expect(advances(() => git(repo.path, 'checkout', '--quiet', 'side'))).toBe(true)
    expect(advances(() => git(repo.path, 'checkout', '--quiet', 'main'))).toBe(true)
    git(repo.path, 'checkout', '--quiet', 'side')
    commitFile(repo.path, 'side.txt')
    expect(advances(() => git(repo.path, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'main'))).toBe(true)
  })

  test('a commit of more files than can be named, as many files', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    for (let i = 0; i < 1100; i++) repo.write(`many/${i}.txt`, '')
    commit(repo, 'many')
    expect(turn().told.join()).toMatch(/^commit [0-9a-f]{8}: many files$/)
  })
})

describe('No progress is', () => {
  test.each([
    ['an amended message', (repo: Scratch) => git(repo.path, 'commit', '--amend', '-qm', 'another word')],
    ['an empty commit', (repo: Scratch) => commit(repo, 'nothing')],
    [
      'a change of branch with the same content',
      (repo: Scratch) => git(repo.path, 'checkout', '-q', '-b', 'x'),
    ],
    ['tidying up: packing objects and references', (repo: Scratch) => git(repo.path, 'gc', '--quiet')],
    [
      'a commit that takes back the one before it, both within the turn',
      (repo: Scratch) => {
        commitFile(repo.path, 'b.txt')
        git(repo.path, 'revert', '--no-edit', 'HEAD')
      },
    ],
  ])('%s', (_, step) => {
    using repo = repository()
    expect(turns(repo).advances(() => step(repo))).toBe(false)
  })

  test('a repository that went away for a turn and came back the same', () => {
    using repo = repository()
    const turn = turns(repo)
    const first = turn().fingerprint
    renameSync(join(repo.path, '.git'), join(repo.path, 'away'))
    expect(turn()).toMatchObject({ told: [], unseen: ['progress: no-repository'], fingerprint: first })
    renameSync(join(repo.path, 'away'), join(repo.path, '.git'))
    expect(turn().told).toEqual([])
  })
})

describe('Git is asked', () => {
  const questions = (ops: ReturnType<typeof watchedOps>) => ops.asked.splice(0).map(({ args }) => args[0])

  test('about a commit only when it is another than the last one, packed or loose', () => {
    using repo = repository()
    git(repo.path, 'gc', '--quiet')
    const ops = watchedOps()
    const turn = turns(repo, { ops, watch: ['commit'] })
    turn()
    turn()
    expect(questions(ops)).toEqual([])
    commitFile(repo.path, 'b.txt')
    turn()
    expect(questions(ops)).toEqual(['diff-tree'])
  })

  test('where references are kept so that no file tells, and then in the repository itself', () => {
    using repo = repository()
    git(repo.path, 'pack-refs', '--all')
    rmSync(join(repo.path, '.git/HEAD'))
    symlinkSync('refs/heads/main', join(repo.path, '.git/HEAD'))
    const ops = watchedOps()
    expect(turns(repo, { ops, watch: ['commit'] })().fingerprint.commit).toBe(truth(repo.path))
    expect(questions(ops)).toEqual(['rev-parse'])
  })

  test('for references in tables, where this git can make them; one that cannot refuses them, and that is said', () => {
    using folder = scratch()
    let refused = ''
    try {
      git(folder.path, 'init', '--quiet', '--ref-format=reftable')
      commitFile(folder.path, 'a.txt')
    } catch (error) {
      refused = String(error)
      git(folder.path, 'init', '--quiet')
      folder.write(
        '.git/config',
        '[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n',
      )
      folder.write('.git/HEAD', 'ref: refs/heads/.invalid\n')
      folder.write('.git/reftable/tables.list', '')
    }
    const turn = turns(folder)
    const first = turn()
    if (refused !== '') {
      expect(refused).toContain('ref-format')
      expect(first.unseen).toContain('commits: git-failed')
    } else {
      expect(first.unseen).toEqual([])
      expect(turn.advances(() => commitFile(folder.path, 'b.txt'))).toBe(true)
    }
  })

  test.each([
    ['late', 'late'],
    ['no-git', 'no-git'],
    ['too-much', 'too-many'],
  ] as const)('and its answer "%s" for such a reference is said', (kind, why) => {
    using repo = repository()
    repo.write('.git/HEAD', 'ref: refs/heads/.invalid\n')
    const ops = watchedOps({ git: () => ({ kind }) })
    expect(turns(repo, { ops, watch: ['commit'] })().unseen).toEqual([`commits: ${why}`])
  })

  test('and what it could not tell in time hides no commit from the next turn', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    commitFile(repo.path, 'b.txt')
    for (const kind of ['late', 'no-git'] as const) {
      const unseen = [`commits: ${kind}`, `uncommitted work: ${kind}`]
      expect(turn({ ops: watchedOps({ git: () => ({ kind }) }) })).toMatchObject({ told: [], unseen })
    }
    expect(turn().files).toEqual(['b.txt'])
  })

  test('in vain where the last commit is gone for good: the new one is the baseline, and that is said', () => {
    using repo = repository()
    const turn = turns(repo)
    const { fingerprint } = turn()
    commitFile(repo.path, 'b.txt')
    const gone = turn({ previous: { ...fingerprint, commit: 'ab'.repeat(10) } })
    expect(gone).toMatchObject({ told: [], unseen: ['commits: git-failed'] })
    expect(turn({ previous: gone.fingerprint }).unseen).toEqual([])
  })

  test('not at all once the time is used up', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    commitFile(repo.path, 'b.txt')
    expect(turn({ ops: withoutGit, budgetMs: 0 }).unseen).toEqual(['commits: late', 'uncommitted work: late'])
    expect(turn().files).toEqual(['b.txt'])
  })
})

describe('At the first turn', () => {
  const at = (seconds: number, repo: Scratch, ...args: string[]): string =>
    gitAs({ ...GIT_ENV, GIT_COMMITTER_DATE: `@${seconds} +0000` }, repo.path, ...args)

  test('a commit counts that was made since the session began, with all its files', () => {
    using repo = repository()
    // The clock of a file system may be a little behind.
    const since = Date.now() - 50
    const now = Math.floor(since / 1000)
    repo.write('b.txt', 'b')
    git(repo.path, 'add', '--all')
    at(now, repo, 'commit', '--quiet', '--message', 'new')
    expect(turns(repo)().told).toEqual([])
    expect(turns(repo, { since })().files).toEqual(['b.txt'])
    expect(turns(repo, { since: (now + 60) * 1000 })().told).toEqual([])
  })

  test('a commit of before is the baseline, also where it has only just been checked out', () => {
    using repo = repository()
    const since = Date.now() - 60_000
    commitFile(repo.path, 'b.txt')
    git(repo.path, 'checkout', '--quiet', '--detach', 'HEAD~1')
    expect(turns(repo, { since })().told).toEqual([])
  })

  test('no git is asked about a commit where the log of HEAD is older', () => {
    using repo = repository()
    const ops = watchedOps()
    turns(repo, { ops, watch: ['commit'], since: Date.now() + 60_000 })()
    expect(ops.asked).toEqual([])
  })
})

test('A tree whose names lead out of it is read like any other', () => {
  using repo = repository()
  const turn = turns(repo, { ignore: ['*.log'] })
  turn()
  const blob = git(repo.path, 'hash-object', '-w', 'a.txt')
  for (const name of ['..', '.', '.git']) {
    const tree = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')])
    const id = writeTree(repo, tree)
    git(repo.path, 'update-ref', 'HEAD', git(repo.path, 'commit-tree', '-p', 'HEAD', '-m', name, id))
    expect(turn().files).toContain(name)
  }
})

/** What `git mktree` refuses to write. */
function writeTree(repo: Scratch, tree: Buffer): string {
  const path = join(repo.path, '.git/tree')
  repo.write('.git/tree', tree as never)
  return git(repo.path, 'hash-object', '-t', 'tree', '-w', '--literally', path)
}

test('Where nothing is watched, nothing is read, and that is said', () => {
  const ops = new Proxy(withoutGit, {
    get: (real, key) => {
      if (key !== 'now') throw new Error('something was read')
      return Reflect.get(real, key)
    },
  })
  const previous = { commit: 'ab', tree: '0' }
  expect(turns('/', { watch: [], paths: ['a'], ops, previous })()).toMatchObject({
    told: [],
    unseen: ['progress: off'],
    fingerprint: previous,
  })
})
