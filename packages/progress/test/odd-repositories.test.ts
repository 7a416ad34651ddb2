import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { watchedOps } from './support/ops.ts'
import { commit, commitFile, GIT_ENV, git, gitAs, repository, type Scratch, scratch } from './support/repo.ts'
import { type Looking, turns } from './support/turns.ts'

setDefaultTimeout(60_000)

/** Edits, touches, adds and commits in a repository with `a.txt`: what each step comes to. */
function session(repo: Scratch, looking: Looking = {}) {
  const turn = turns(repo, looking)
  const { advances } = turn
  const first = turn()
  return {
    unseen: first.unseen,
    untouched: advances(() => {}),
    touched: advances(() => utimesSync(join(repo.path, 'a.txt'), 1, 1)),
    edited: advances(() => repo.write('a.txt', 'another\n')),
    added: advances(() => repo.write('new/b.txt', 'b')),
    staged: advances(() => git(repo.path, 'add', '--all')),
    committed: advances(() => git(repo.path, 'commit', '--quiet', '-m', 'all')),
    clean: [turn().fingerprint.tree, turn().fingerprint.untracked],
  }
}
const asEver = {
  unseen: [],
  untouched: false,
  touched: false,
  edited: true,
  added: true,
  staged: false,
  committed: true,
  clean: ['0', '0'],
}

describe('All is seen as ever in a repository', () => {
  const kinds: readonly [string, (repo: Scratch) => unknown][] = [
    [
      'whose ids are sha256',
      (repo) => {
        rmSync(join(repo.path, '.git'), { recursive: true })
        git(repo.path, 'init', '--quiet', '--object-format=sha256')
        commit(repo, 'one')
        expect(git(repo.path, 'rev-parse', 'HEAD')).toHaveLength(64)
      },
    ],
    [
      'whose index is split',
      ({ path }) => {
        git(path, 'config', 'core.splitIndex', 'true')
        git(path, 'update-index', '--split-index')
        expect(readdirSync(join(path, '.git')).some((name) => name.startsWith('sharedindex.'))).toBe(true)
      },
    ],
    [
      'whose index is sparse',
      (repo) => {
        for (const name of ['in/i.txt', 'out/o.txt', 'out/deep/o.txt']) repo.write(name, name)
        commit(repo, 'two folders')
        git(repo.path, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in', 'new')
        expect(existsSync(join(repo.path, 'out'))).toBe(false)
        expect(git(repo.path, 'ls-files', '--sparse')).toContain('out/')
      },
    ],
    [
      'of which only some files are checked out',
      (repo) => {
        repo.write('out/o.txt', 'o')
        commit(repo, 'more')
        git(repo.path, 'sparse-checkout', 'set', '--no-cone', '/a.txt', '/new')
        expect(existsSync(join(repo.path, 'out'))).toBe(false)
      },
    ],
    [
      'whose index tells of a file monitor',
      (repo) => {
        repo.write('.git/monitor', '#!/bin/sh\nprintf "token\\0/\\0"\n')
        Bun.spawnSync(['chmod', '+x', join(repo.path, '.git/monitor')])
        git(repo.path, 'config', 'core.fsmonitor', '.git/monitor')
        git(repo.path, 'update-index', '--fsmonitor')
        git(repo.path, 'update-index', '--fsmonitor-valid', 'a.txt')
      },
    ],
    ['with a cache of untracked files', ({ path }) => git(path, 'update-index', '--untracked-cache')],
    ['with an index of another version', ({ path }) => git(path, 'update-index', '--index-version=4')],
    [
      'that is shallow',
      (repo) => {
        commitFile(repo.path, 'a.txt', 'later\n')
        renameSync(repo.path, `${repo.path}.whole`)
        git('/', 'clone', '--quiet', '--depth=1', `file://${repo.path}.whole`, repo.path)
        rmSync(`${repo.path}.whole`, { recursive: true })
        expect(existsSync(join(repo.path, '.git/shallow'))).toBe(true)
      },
    ],
    [
      'that borrows its objects',
      (repo) => {
        renameSync(repo.path, `${repo.path}.whole`)
        git('/', 'clone', '--quiet', '--shared', `${repo.path}.whole`, repo.path)
      },
    ],
    [
      'that was cloned without its contents',
      (repo) => {
        git(repo.path, 'config', 'uploadpack.allowFilter', 'true')
        renameSync(repo.path, `${repo.path}.whole`)
        git('/', 'clone', '--quiet', '--filter=blob:none', `file://${repo.path}.whole`, repo.path)
        rmSync(`${repo.path}.whole`, { recursive: true })
      },
    ],
    [
      'where one object stands for another',
      (repo) => {
        commitFile(repo.path, 'b.txt')
        git(repo.path, 'replace', 'HEAD', 'HEAD~1')
      },
    ],
    [
      'reached by a link',
      (repo) => {
        renameSync(repo.path, `${repo.path}.real`)
        Bun.spawnSync(['ln', '-s', `${repo.path}.real`, repo.path])
      },
    ],
  ]
  const made: string[] = []
  afterEach(() => {
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
  })
  test.each(kinds)('%s', (_, make) => {
    using repo = repository()
    made.push(`${repo.path}.whole`, `${repo.path}.real`)
    make(repo)
    expect(session(repo)).toEqual(asEver)
  })

  test('of which a linked work tree is sparse by its own rules', () => {
    using repo = repository()
    using outside = scratch()
    repo.write('out/o.txt', 'o')
    commit(repo, 'more')
    const path = join(outside.path, 'tree')
    git(repo.path, 'worktree', 'add', '--quiet', path)
    git(path, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'new')
    expect(existsSync(join(path, 'out'))).toBe(false)
    const tree: Scratch = { ...outside, path, write: (name, text) => outside.write(`tree/${name}`, text) }
    expect(session(tree)).toEqual(asEver)
  })

  test('whose ids are sha256, before its first commit, beside a clean file of the index', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet', '--object-format=sha256')
    repo.write('a.txt', 'a')
    git(repo.path, 'add', '--all')
    expect(turns(repo)().unseen).toEqual([])
    expect(session(repo)).toMatchObject({ ...asEver, edited: true, committed: true })
  })
})

test('What a person told git to take for unchanged stays so', () => {
  using repo = repository()
  git(repo.path, 'update-index', '--assume-unchanged', 'a.txt')
  expect(turns(repo).advances(() => repo.write('a.txt', 'two\n'))).toBe(false)
})

describe('A repository of another user', () => {
  /** Where this user may give nothing away, git's refusal is played. */
  const ofAnother = (repo: Scratch, env = GIT_ENV): Looking => {
    if (process.getuid?.() === 0) {
      for (const path of [repo.path, join(repo.path, '.git')]) chownSync(path, 65534, 65534)
      return { ops: watchedOps({ env }) }
    }
    const real = watchedOps({ env })
    const isSafe = env !== GIT_ENV
    return {
      ops: watchedOps({
        env,
        uid: 65534,
        git: (question) =>
          isSafe || question.env['GIT_DIR'] !== undefined
            ? real.git(question)
            : { kind: 'refused', status: 128, stderr: 'fatal: detected dubious ownership in repository' },
      }),
    }
  }

  test('is not looked at, which is said', () => {
    using repo = repository()
    const turn = turns(repo)
    const before = turn().fingerprint
    const looking = ofAnother(repo)
    repo.write('b.txt', 'b')
    expect(turn(looking)).toMatchObject({
      told: [],
      unseen: ['the repository: owner'],
      fingerprint: before,
    })
  })

  test('is looked at where the user calls it safe', () => {
    using repo = repository()
    using home = scratch()
    const global = home.write('config', `[safe]\n\tdirectory = ${repo.path}\n`)
    const env = { ...GIT_ENV, GIT_CONFIG_GLOBAL: global }
    const turn = turns(repo, ofAnother(repo, env))
    expect(turn().unseen).toEqual([])
    expect(turn.advances(() => repo.write('a.txt', 'two\n'))).toBe(true)
    expect(turn.advances(() => gitAs(env, repo.path, 'commit', '--all', '--quiet', '-m', 'two'))).toBe(true)
  })

  test('does not become safe by its own word, nor by that of a variable', () => {
    using repo = repository()
    git(repo.path, 'config', 'safe.directory', '*')
    const { ops } = ofAnother(repo)
    const env = {
      ...GIT_ENV,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
    }
    expect(turns(repo, { ops: { ...(ops ?? watchedOps()), env } })().unseen).toEqual([
      'the repository: owner',
    ])
  })
})

describe('The folder for temporary files', () => {
  const old = process.env['TMPDIR']
  afterEach(() => {
    if (old === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = old
  })

  test('may lie in the work tree: what lies there of this look, or of another at the same time, is no work', () => {
    using repo = repository()
    const { advances } = turns(repo)
    mkdirSync(join(repo.path, 'tmp'))
    process.env['TMPDIR'] = join(repo.path, 'tmp')
    expect(advances(() => {})).toBe(false)
    expect(advances(() => repo.write('tmp/dos-hook-git-Xy12Zz/HEAD', 'of another look'))).toBe(false)
    expect(advances(() => repo.write('tmp/mine', 'x'))).toBe(true)
    expect(readdirSync(join(repo.path, 'tmp')).toSorted()).toEqual(['dos-hook-git-Xy12Zz', 'mine'])
  })

  test('that cannot be written is said, and hides nothing from the next turn', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    commitFile(repo.path, 'b.txt')
    repo.write('c.txt', 'c')
    for (const path of ['/nonexistent', join(repo.path, 'a.txt')]) {
      process.env['TMPDIR'] = path
      expect(turn()).toMatchObject({
        told: [],
        unseen: ['commits: no-folder', 'uncommitted work: no-folder'],
      })
    }
    process.env['TMPDIR'] = old ?? '/tmp'
    expect(turn().files).toEqual(['b.txt', 'c.txt'])
  })
})

test('Only a jj repository, above or here, is said to be one; beside git it is no matter', () => {
  using folder = scratch()
  mkdirSync(join(folder.path, '.jj'))
  mkdirSync(join(folder.path, 'sub'))
  expect(turns(folder)().unseen).toEqual(['progress: jj'])
  expect(turns(join(folder.path, 'sub'))().unseen).toEqual(['progress: jj'])
  git(folder.path, 'init', '--quiet')
  expect(turns(folder)().unseen).toEqual([])
})
