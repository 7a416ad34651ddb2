import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { Git } from '../src/git/ask.ts'
import { findRepositoryAt } from '../src/git/repository.ts'
import { plainSettings } from '../src/git/settings.ts'
import { orElse } from '../src/paths/ops.ts'
import { watchedOps } from './support/ops.ts'
import { GIT_ENV, repository, type Scratch, scratch } from './support/repo.ts'

setDefaultTimeout(120_000)

/** What is told without git, and what git itself reads from the same configuration. */
function both(repo: Scratch, config: string, env: Readonly<Record<string, string>> = GIT_ENV) {
  repo.write('.git/config', config)
  const ops = watchedOps({ env })
  const found = findRepositoryAt(ops, repo.path)
  if (found === null) throw new Error('no repository')
  const plain = plainSettings(ops, found)
  // Where a configuration of one work tree may be, git is asked.
  const worktree = join(repo.path, '.git/config.worktree')
  const asking = {
    ...ops,
    stat: (path: string) => (path === worktree ? ops.stat(repo.path) : ops.stat(path)),
  }
  const reading = { ops: asking, deadline: ops.now() + 60_000, maxFiles: 10 }
  return { plain, asked: orElse(undefined, () => new Git(reading, found, []).settings()) }
}

const INIT =
  '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n'
const CLONE = `${INIT}[remote "origin"]\n\turl = https://example.org/a.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch "main"]\n\tremote = origin\n\tmerge = refs/heads/main\n`

describe('What git init and git clone write', () => {
  test.each([
    ['init', INIT],
    ['clone', CLONE],
    ['a person who has a name here', `${CLONE}[user]\n\tname = A B\n\temail = a@example.org\n`],
    ['macOS', `${INIT}\tignorecase = true\n\tprecomposeunicode = true\n`],
    ['a file system without rights', INIT.replace('filemode = true', 'filemode = false')],
  ])('is told without git, as git tells it: %s', (_, config) => {
    using repo = repository()
    const { plain, asked } = both(repo, config)
    expect(plain).toBeDefined()
    const values = (list: readonly (readonly [string, string])[]) =>
      list.filter(([key]) => !/^core\.(repositoryformatversion|bare|logallrefupdates)$/.test(key))
    expect({ ...asked, values: values(asked?.values ?? []) }).toEqual({
      ...plain,
      values: values(plain?.values ?? []),
    })
  })
})

describe('Git is asked', () => {
  test.each([
    ['a filter', `${CLONE}[filter "x"]\n\tclean = touch x\n`],
    ['a filter in other letters', `${CLONE}[FILTER "x"]\n\tclean = touch x\n`],
    ['an include', `${CLONE}[include]\n\tpath = ../evil\n`],
    ['a line that goes on', `${CLONE}[user]\n\tname = a\\\n[filter "x"]\n\tclean = x\n`],
    ['a value in quotes', `${INIT}[user]\n\tname = "a"\n`],
    ['a comment', `${INIT}# a comment\n`],
    ['a header with a key behind it', `${INIT}[user] name = x\n`],
    ['another key of core', `${INIT}\tautocrlf = true\n`],
    ['a work tree elsewhere', `${INIT}\tworktree = ../other\n`],
    ['a bare one', INIT.replace('bare = false', 'bare = true')],
    ['another format', INIT.replace('= 0', '= 1')],
    ['an extension', `${INIT}[extensions]\n\tobjectformat = sha256\n`],
    ['carriage returns', CLONE.replaceAll('\n', '\r\n')],
    ['a null byte', `${CLONE}\0`],
    ['a wish about untracked files', `${CLONE}[status]\n\tshowUntrackedFiles = no\n`],
  ])('where a configuration has %s', (_, config) => {
    using repo = repository()
    expect(both(repo, config).plain).toBeUndefined()
  })

  test('where the user has an include, or a wish about untracked files', () => {
    using repo = repository()
    using home = scratch()
    const env = { ...GIT_ENV, GIT_CONFIG_GLOBAL: join(home.path, 'gitconfig') }
    home.write('gitconfig', '[user]\n\tname = A\n')
    expect(both(repo, CLONE, env).plain).toBeDefined()
    home.write('gitconfig', '[includeIf "gitdir:/a/"]\n\tpath = b\n')
    expect(both(repo, CLONE, env).plain).toBeUndefined()
    home.write('gitconfig', '[STATUS]\n\tSHOWUNTRACKEDFILES = no\n')
    expect(both(repo, CLONE, env).plain).toBeUndefined()
  })

  test('unless it would say the same, whatever lines are put together', () => {
    using repo = repository()
    const line = fc.constantFrom(
      ...CLONE.split('\n'),
      '[core]',
      '[filter "x"]',
      '\tclean = touch x',
      '\tsymlinks = false',
      '\tignorecase = true',
      '\teol = crlf',
      '\tname = a \\',
      '\tname = ;x',
      '[user]',
      ' filemode = false',
      '\tFileMode = false',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const { plain, asked } = both(repo, `${INIT}${lines.join('\n')}\n`)
        if (plain === undefined || asked === undefined) return
        const last = (list: readonly (readonly [string, string])[]) =>
          Object.fromEntries(list.filter(([key]) => /filemode|symlinks|ignorecase|eol/.test(key)))
        expect(last(plain.values)).toEqual(last(asked.values))
        expect(asked).toMatchObject({ ownFilters: [], isBare: false, untracked: true })
      }),
      { numRuns: 150 },
    )
  })
})
