import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { nodeOps, readFingerprint } from '../src/index.ts'
import { watchedOps } from './support/ops.ts'
import { commit, GIT_ENV, git, repository, type Scratch, scratch } from './support/repo.ts'

setDefaultTimeout(60_000)

/** A repository one of whose files git must look into, its time being another. */
function touched(): Scratch {
  const repo = repository()
  repo.write('.gitattributes', '*.txt filter=trap\n')
  commit(repo, 'attributes')
  utimesSync(join(repo.path, 'a.txt'), 1, 1)
  return repo
}

function look(repo: Scratch) {
  return readFingerprint({
    workspace: repo.path,
    watch: ['commit', 'tree'],
    ops: watchedOps(),
    budgetMs: 60_000,
  })
}

describe('a repository runs none of its own code:', () => {
  const plain = (repo: Scratch): unknown => spawnSync('git', ['-C', repo.path, 'status'], { env: GIT_ENV })
  const never = (): void => {}
  /** How it is set, and what would spring it. */
  const traps: readonly [string, (repo: Scratch, trap: string) => void, (repo: Scratch) => unknown][] = [
    ['a file monitor', (repo, trap) => git(repo.path, 'config', 'core.fsmonitor', trap), plain],
    [
      'a hook',
      (repo, trap) => {
        chmodSync(repo.write('.git/hooks/post-index-change', `#!/bin/sh\n${trap}\n`), 0o755)
      },
      plain,
    ],
    ['a content filter', (repo, trap) => git(repo.path, 'config', 'filter.trap.clean', trap), plain],
    [
      'a filter that stays running',
      (repo, trap) => git(repo.path, 'config', 'filter.trap.process', trap),
      plain,
    ],
    [
      'a filter it requires',
      (repo, trap) => {
        git(repo.path, 'config', 'filter.trap.clean', trap)
        git(repo.path, 'config', 'filter.trap.required', 'true')
      },
      plain,
    ],
    [
      'a filter from a file it includes',
      (repo, trap) => {
        repo.write('.git/more', `[filter "trap"]\n\tclean = "${trap}"\n`)
        git(repo.path, 'config', 'include.path', 'more')
      },
      plain,
    ],
    [
      'a filter of one work tree alone',
      (repo, trap) => {
        git(repo.path, 'config', 'extensions.worktreeConfig', 'true')
        git(repo.path, 'config', '--worktree', 'filter.trap.clean', trap)
      },
      plain,
    ],
    ['a pager', (repo, trap) => git(repo.path, 'config', 'core.pager', trap), never],
    ['an alias', (repo, trap) => git(repo.path, 'config', 'alias.status', `!${trap}`), never],
  ]
  test.each(traps)('%s', (_, set, spring) => {
    using repo = touched()
    using outside = scratch()
    const sprung = join(outside.path, 'sprung')
    const trap = outside.write('trap.sh', `#!/bin/sh\ntouch ${sprung}\ncat\n`)
    chmodSync(trap, 0o755)
    git(repo.path, 'gc', '--quiet')
    set(repo, trap)
    const { commit: seen, tree } = look(repo)
    expect(existsSync(sprung)).toBe(false)
    expect([typeof seen, typeof tree]).toEqual(['string', 'string'])
    // The trap itself is sound: without the guard it is sprung.
    spring(repo)
    expect(existsSync(sprung)).toBe(spring !== never)
  })

  test('a transport to fetch what is missing with', () => {
    using repo = repository()
    using outside = scratch()
    const sprung = join(outside.path, 'sprung')
    const trap = outside.write('trap.sh', `#!/bin/sh\ntouch ${sprung}\n`)
    chmodSync(trap, 0o755)
    git(repo.path, 'config', 'core.repositoryformatversion', '1')
    git(repo.path, 'config', 'extensions.partialClone', 'origin')
    git(repo.path, 'config', 'remote.origin.url', `ext::${trap}`)
    git(repo.path, 'config', 'remote.origin.promisor', 'true')
    git(repo.path, 'config', 'protocol.ext.allow', 'always')
    const tree = git(repo.path, 'rev-parse', 'HEAD^{tree}')
    rmSync(join(repo.path, '.git/objects', tree.slice(0, 2)), { recursive: true })
    expect(look(repo).tree).toEqual({ unknown: 'git-failed' })
    expect(existsSync(sprung)).toBe(false)
    plain(repo)
    expect(existsSync(sprung)).toBe(true)
  })

  test('a filter whose name cannot be handed on is not risked', () => {
    using repo = touched()
    repo.write(
      '.git/config',
      `${readFileSync(join(repo.path, '.git/config'))}[filter "a=b"]\n\tclean = false\n`,
    )
    expect(look(repo).tree).toEqual({ unknown: 'git-failed' })
  })

  test('a configuration that is no file, or too large, is not risked', () => {
    using repo = touched()
    repo.write('.git/config', '#'.repeat(300_000))
    expect(look(repo).tree).toEqual({ unknown: 'too-big' })
    rmSync(join(repo.path, '.git/config'))
    spawnSync('mkfifo', [join(repo.path, '.git/config')])
    expect(look(repo).tree).toEqual({ unknown: 'not-a-file' })
  })

  test('where git does not say which filters there are, nothing is risked', () => {
    using repo = touched()
    git(repo.path, 'config', 'filter.trap.clean', 'cat')
    const ops = watchedOps({ git: () => ({ kind: 'late' }) })
    const read = readFingerprint({ workspace: repo.path, watch: ['tree'], ops })
    expect(read.tree).toEqual({ unknown: 'late' })
    expect(ops.asked).toHaveLength(1)
  })
})

test('nothing is written into the repository', () => {
  using repo = touched()
  repo.write('b.txt', 'b')
  const list = () => readdirSync(repo.path, { recursive: true, withFileTypes: false }).map(String).sort()
  const index = () => readFileSync(join(repo.path, '.git/index'))
  const before = [list(), index()]
  look(repo)
  expect([list(), index()]).toEqual(before)
})

test('a repository around the one meant is not mistaken for it', () => {
  using outer = repository()
  outer.write('inner/.git/HEAD', 'ref: refs/heads/.invalid\n')
  const read = readFingerprint({
    workspace: join(outer.path, 'inner'),
    watch: ['commit', 'tree'],
    ops: watchedOps(),
    budgetMs: 60_000,
  })
  expect(read).toEqual({ commit: { unknown: 'git-failed' }, tree: { unknown: 'git-failed' } })
})

describe('a git that', () => {
  /** A program in git's place, and what comes of asking it. */
  function asking(script: string, budgetMs: number) {
    using outside = scratch()
    using repo = repository()
    const program = outside.write('git', `#!/bin/sh\n${script}\n`)
    chmodSync(program, 0o755)
    const started = performance.now()
    const ops = nodeOps({ env: { PATH: process.env['PATH'] }, git: program })
    const read = readFingerprint({ workspace: repo.path, watch: ['tree'], ops, budgetMs })
    return { tree: read.tree, ms: performance.now() - started }
  }

  test('never ends is killed at the bound, with what it started, be it deaf or not', async () => {
    using outside = scratch()
    const pids = join(outside.path, 'pids')
    const script = `trap '' TERM HUP INT\nsleep 987 &\necho $! >> ${pids}\necho $$ >> ${pids}\nwhile :; do sleep 1; done`
    const { tree, ms } = asking(script, 1000)
    expect(tree).toEqual({ unknown: 'late' })
    expect(ms).toBeLessThan(5000)
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number)
    expect(started).toHaveLength(2)
    for (let look = 0; look < 200 && started.some(isRunning); look += 1) await Bun.sleep(20)
    expect(started.filter(isRunning)).toEqual([])
  })

  test('never stops talking is killed at the bound', () => {
    const { tree, ms } = asking('exec yes', 10_000)
    expect(tree).toEqual({ unknown: 'too-many' })
    expect(ms).toBeLessThan(5000)
  })

  test('prints what is no status reports no changed file', () => {
    expect(asking('echo hello', 10_000).tree).toBe('0')
  })

  test('fails is an unknown', () => {
    expect(asking('exit 3', 10_000).tree).toEqual({ unknown: 'git-failed' })
    expect(asking('kill -9 $$', 10_000).tree).toEqual({ unknown: 'git-failed' })
  })

  test('is not there is an unknown', () => {
    using repo = repository()
    using empty = scratch()
    const look = (ops: ReturnType<typeof nodeOps>) =>
      readFingerprint({ workspace: repo.path, watch: ['commit', 'tree'], ops })
    const without = look(nodeOps({ env: { PATH: empty.path } }))
    expect([typeof without.commit, without.tree]).toEqual(['string', { unknown: 'no-git' }])
    expect(look(nodeOps({ env: {}, git: '/nonexistent/git' })).tree).toEqual({ unknown: 'no-git' })
  })

  test('the workspace brings along is not run', () => {
    using repo = repository()
    chmodSync(repo.write('bin/git', '#!/bin/sh\ntouch sprung\n'), 0o755)
    const script = `
      const { nodeOps, readFingerprint } = await import(${JSON.stringify(join(import.meta.dir, '../src/index.ts'))})
      const ops = nodeOps({ env: { PATH: 'bin:.' } })
      console.log(JSON.stringify(readFingerprint({ workspace: process.cwd(), watch: ['tree'], ops })))`
    const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: repo.path })
    expect(JSON.parse(stdout.toString())).toEqual({ tree: { unknown: 'no-git' } })
    expect(existsSync(join(repo.path, 'sprung'))).toBe(false)
  })
})

/** Dead but not yet waited for counts as not running. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}
