import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { watchedOps } from './support/ops.ts'
import { commit, GIT_ENV, git, gitAs, program, repository, type Scratch, scratch } from './support/repo.ts'
import { type Turns, turns } from './support/turns.ts'

setDefaultTimeout(60_000)

/** A user whose configuration holds for all repositories. */
function user(home: Scratch, config: string) {
  const env = {
    ...GIT_ENV,
    HOME: home.path,
    GIT_CONFIG_GLOBAL: home.write('.gitconfig', config),
    PATH: `${home.path}/bin:${GIT_ENV['PATH']}`,
  }
  return { env, git: (repo: Scratch, ...args: string[]) => gitAs(env, repo.path, ...args) }
}

/** What touching, another content and the first one again come to, of a file that was clean. */
function editing(repo: Scratch, { advances }: Turns, [content, other]: readonly [string, string]) {
  const file = join(repo.path, 'a.txt')
  return {
    untouched: advances(() => {}),
    touched: advances(() => utimesSync(file, 1, 1)),
    'written again': advances(() => repo.write('a.txt', content)),
    edited: advances(() => repo.write('a.txt', other)),
    'edited and touched': advances(() => utimesSync(file, 2, 2)),
    back: advances(() => repo.write('a.txt', content)),
  }
}
const asGit = {
  untouched: false,
  touched: false,
  'written again': false,
  edited: true,
  'edited and touched': false,
  back: false,
}

const UPPER = 'tr a-z A-Z'
const LOWER = 'tr A-Z a-z'

describe("A file that git's own notion takes for clean is no progress, another content is:", () => {
  const settings: readonly [string, string, string, readonly [string, string]][] = [
    ['line ends by attribute', '* text eol=crlf\n', '', ['one\r\n', 'two\r\n']],
    ['line ends by autocrlf', '', '[core]\nautocrlf = true\n', ['one\r\n', 'two\r\n']],
    ['line ends by eol', '* text=auto\n', '[core]\neol = crlf\n', ['one\r\n', 'two\r\n']],
    ['a keyword', '* ident\n', '', ['$Id: x $\n', '$Id: x $ two\n']],
    ['another encoding', '* text working-tree-encoding=UTF-16LE\n', '', ['o\0n\0e\0\n\0', 't\0w\0o\0\n\0']],
  ]
  test.each(settings)('%s', (_, attributes, config, contents) => {
    for (const local of [true, false]) {
      using repo = repository()
      using home = scratch()
      const { env, git: by } = user(home, local ? '' : config)
      if (local) repo.write('.git/config', `${readFileSync(join(repo.path, '.git/config'))}${config}`)
      repo.write('.git/info/attributes', attributes)
      repo.write('a.txt', contents[0])
      by(repo, 'commit', '--all', '--allow-empty', '--quiet', '--message', 'converted')
      expect(by(repo, 'status', '--porcelain')).toBe('')
      const ops = watchedOps({ env })
      expect(editing(repo, turns(repo, { ops }), contents)).toEqual(asGit)
    }
  })

  test('rights and links that this file system does not keep', () => {
    using repo = repository()
    git(repo.path, 'update-index', '--chmod=+x', 'a.txt')
    git(repo.path, 'commit', '--quiet', '--message', 'may be run')
    git(repo.path, 'config', 'core.fileMode', 'false')
    expect(editing(repo, turns(repo), ['one\n', 'two\n'])).toEqual(asGit)
  })

  test.each([
    ['clean', (clean: string) => `clean = ${clean}`],
    ['clean and required', (clean: string) => `clean = ${clean}\n\trequired`],
    ['a program found on the PATH', () => 'clean = upper\n\trequired'],
  ])("a filter of the user's own: %s", (_, define) => {
    using repo = repository()
    using home = scratch()
    program(home, 'bin/upper', UPPER)
    const { env, git: by } = user(home, `[filter "case"]\n\t${define(UPPER)}\n\tsmudge = ${LOWER}\n`)
    repo.write('.gitattributes', '*.txt filter=case\n')
    by(repo, 'add', '--all')
    // Git goes by size and time, and would leave a file as it was added before the attributes.
    by(repo, 'add', '--renormalize', '.')
    by(repo, 'commit', '--quiet', '--message', 'filtered')
    expect(by(repo, 'show', 'HEAD:a.txt')).toBe('ONE')
    const ops = watchedOps({ env })
    expect(editing(repo, turns(repo, { ops }), ['one\n', 'two\n'])).toEqual(asGit)
    // To the filter both are the same.
    expect(turns(repo, { ops }).advances(() => repo.write('a.txt', 'ONE\n'))).toBe(false)
  })

  test('a filter of the user that a file names by the place of the repository', () => {
    using repo = repository()
    using home = scratch()
    const more = home.write('more', `[filter "case"]\n\tclean = ${UPPER}\n[core]\n\tautocrlf = true\n`)
    const { env, git: by } = user(home, `[includeIf "gitdir:${repo.path}/"]\n\tpath = ${more}\n`)
    const contents = ['one\r\n', 'two\r\n'] as const
    repo.write('.gitattributes', '*.txt filter=case\n')
    repo.write('a.txt', contents[0])
    by(repo, 'add', '--all')
    // Git goes by size and time, and would leave a file as it was added before the attributes.
    by(repo, 'add', '--renormalize', '.')
    by(repo, 'commit', '--quiet', '--message', 'filtered')
    expect(by(repo, 'show', 'HEAD:a.txt')).toBe('ONE')
    expect(editing(repo, turns(repo, { ops: watchedOps({ env }) }), contents)).toEqual(asGit)
  })

  test('a filter that stays running, as that of large files, which gets no folder of the repository to write in', () => {
    using repo = repository()
    using home = scratch()
    // Keeps what it cleans where git says that the repository is.
    const clean = program(
      home,
      'bin/pointer',
      'lfs="$(git rev-parse --git-dir)/lfs"; mkdir -p "$lfs"; cat > "$lfs/$$"; echo pointer',
    )
    const { env, git: by } = user(home, `[filter "lfs"]\n\tclean = ${clean}\n\tsmudge = cat\n\trequired\n`)
    repo.write('.gitattributes', '*.txt filter=lfs\n')
    by(repo, 'add', '--all')
    // Git goes by size and time, and would leave a file as it was added before the attributes.
    by(repo, 'add', '--renormalize', '.')
    by(repo, 'commit', '--quiet', '--message', 'large')
    const lfs = () => [...new Bun.Glob('**').scanSync({ cwd: join(repo.path, '.git/lfs') })].length
    const before = lfs()
    expect(turns(repo, { ops: watchedOps({ env }) }).advances(() => repo.write('a.txt', 'two\n'))).toBe(false)
    expect(lfs()).toBe(before)
  })
})

describe("A filter of the repository's own never runs; the raw content decides instead:", () => {
  const own = (define: (repo: Scratch, trap: string) => void, name = 'trap') => {
    using repo = repository()
    using outside = scratch()
    const sprung = join(outside.path, 'sprung')
    const trap = program(outside, 'trap', `touch ${sprung}; ${UPPER}`)
    repo.write('.gitattributes', `*.txt filter=${name}\n`)
    define(repo, trap)
    // Another time than the index knows, so that git is sure to filter it anew.
    utimesSync(repo.write('a.txt', 'one\n'), 1, 1)
    commit(repo, 'filtered')
    expect(existsSync(sprung)).toBe(true)
    rmSync(sprung)
    const turn = turns(repo)
    const { unseen } = turn()
    const edits = editing(repo, turn, ['one\n', 'two\n'])
    return { edits, unseen, sprung: existsSync(sprung) }
  }
  const config = (name: string) => (repo: Scratch, trap: string) =>
    git(repo.path, 'config', `filter.${name}.clean`, trap)
  /** Git can't tell that the first content is the clean one. */
  const byContent = { ...asGit, back: true }

  test.each([
    ['clean', config('trap')],
    [
      'clean and required',
      (repo: Scratch, trap: string) => {
        config('trap')(repo, trap)
        git(repo.path, 'config', 'filter.trap.required', 'true')
      },
    ],
    [
      'from a file that it includes',
      (repo: Scratch, trap: string) => {
        repo.write('.git/more', `[filter "trap"]\n\tclean = "${trap}"\n`)
        git(repo.path, 'config', 'include.path', 'more')
      },
    ],
    [
      'of one work tree alone',
      (repo: Scratch, trap: string) => {
        git(repo.path, 'config', 'extensions.worktreeConfig', 'true')
        git(repo.path, 'config', '--worktree', 'filter.trap.clean', trap)
      },
    ],
  ])('%s', (_, define) => {
    expect(own(define)).toEqual({ edits: byContent, unseen: [], sprung: false })
  })

  test.each(['a-b_c', 'a,b', 'A1'])('with the name %j', (name) => {
    expect(own(config(name), name)).toEqual({ edits: byContent, unseen: [], sprung: false })
  })

  test.each(['a.b', 'a/b', "a'b", 'a(b', 'größe', 'a=b'])(
    'with the name %j that no question to git can hold',
    (name) => {
      const define = (repo: Scratch, trap: string) => {
        const old = readFileSync(join(repo.path, '.git/config'))
        repo.write('.git/config', `${old}[filter "${name}"]\n\tclean = "${trap}"\n`)
      }
      expect(own(define, name)).toEqual({ edits: byContent, unseen: [], sprung: false })
    },
  )

  test("where the user has one of the same name, the user's runs", () => {
    using repo = repository()
    using home = scratch()
    const mine = join(home.path, 'mine')
    const theirs = join(home.path, 'theirs')
    const clean = program(home, 'bin/mine', `touch ${mine}; ${UPPER}`)
    const { env, git: by } = user(home, `[filter "case"]\n\tclean = ${clean}\n`)
    repo.write('.gitattributes', '*.txt filter=case\n')
    by(repo, 'add', '--all')
    // Git goes by size and time, and would leave a file as it was added before the attributes.
    by(repo, 'add', '--renormalize', '.')
    by(repo, 'commit', '--quiet', '--message', 'filtered')
    git(repo.path, 'config', 'filter.case.clean', program(home, 'bin/theirs', `touch ${theirs}; cat`))
    expect(editing(repo, turns(repo, { ops: watchedOps({ env }) }), ['one\n', 'two\n'])).toEqual(asGit)
    expect([existsSync(mine), existsSync(theirs)]).toEqual([true, false])
  })

  test('large files are told by size and time', () => {
    using repo = repository()
    repo.write('.gitattributes', '*.txt filter=own\n')
    git(repo.path, 'config', 'filter.own.clean', 'cat')
    repo.write('a.txt', 'x'.repeat(1_100_000))
    commit(repo, 'large')
    expect(turns(repo).advances(() => repo.write('a.txt', 'y'.repeat(1_100_001)))).toBe(true)
  })
})
