import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { safeFolders } from '../src/git/run.ts'
import { nodeOps } from '../src/index.ts'
import { watchedOps } from './support/ops.ts'
import { commitFile, GIT_ENV, git, program, repository, scratch } from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(60_000)

describe('A git that', () => {
  /** A program in git's place, and what comes of asking it. */
  function asking(script: string, budgetMs: number) {
    using outside = scratch()
    using repo = repository()
    const ops = nodeOps({ env: { PATH: GIT_ENV['PATH'] }, git: program(outside, 'git', script) })
    const started = performance.now()
    const { unseen, fingerprint } = turns(repo, { ops, watch: ['tree'], budgetMs })()
    return { unseen: unseen.join(), tree: fingerprint.tree, ms: performance.now() - started }
  }

  test('never ends is killed at the bound, with what it started, be it deaf or not', async () => {
    using outside = scratch()
    const pids = join(outside.path, 'pids')
    const script = `trap '' TERM HUP INT\nsleep 987 &\necho $! >> ${pids}\necho $$ >> ${pids}\nwhile :; do sleep 1; done`
    const { unseen, ms } = asking(script, 1000)
    expect(unseen).toBe('uncommitted work: late')
    expect(ms).toBeLessThan(5000)
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number)
    expect(started).toHaveLength(2)
    for (let look = 0; look < 200 && started.some(isRunning); look += 1) await Bun.sleep(20)
    expect(started.filter(isRunning)).toEqual([])
  })

  test('never stops talking is killed at the bound', () => {
    const { unseen, ms } = asking('exec yes', 10_000)
    expect(unseen).toBe('uncommitted work: too-many')
    expect(ms).toBeLessThan(5000)
  })

  test('prints what is no status reports no changed file', () => {
    expect(asking('echo hello', 10_000)).toMatchObject({ tree: '0', unseen: '' })
  })

  test.each(['exit 3', 'kill -9 $$'])('fails is said: %s', (script) => {
    expect(asking(script, 10_000)).toMatchObject({ tree: undefined, unseen: 'uncommitted work: git-failed' })
  })

  test('is not there is said, and the commit is known all the same', () => {
    using repo = repository()
    using empty = scratch()
    const ops = nodeOps({ env: { PATH: empty.path } })
    const without = turns(repo, { ops })()
    expect(without.unseen).toEqual(['uncommitted work: no-git'])
    expect(without.fingerprint.commit).toMatch(/^[0-9a-f]{20}$/)
    const gone = nodeOps({ env: {}, git: '/nonexistent/git' })
    expect(turns(repo, { ops: gone })().unseen).toEqual(['uncommitted work: no-git'])
  })
})

/** Dead but not yet waited for counts as not running. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

describe('A program is taken from no folder of', () => {
  const places: readonly [string, (workspace: string, outside: string) => string][] = [
    ['the workspace', (workspace) => join(workspace, 'bin')],
    ['the workspace that a link outside leads into', (workspace, outside) => linked(workspace, outside)],
    ['the one that is current', () => 'bin'],
    ['none, which is the current one', () => ''],
    [
      'a package manager anywhere',
      (_, outside) => {
        mkdirSync(join(outside, 'node_modules/.bin'), { recursive: true })
        symlinkSync('/bin/sh', join(outside, 'node_modules/.bin/git'))
        return join(outside, 'node_modules/.bin')
      },
    ],
  ]
  test.each(places)('%s', (_, place) => {
    using repo = repository()
    using outside = scratch()
    program(repo, 'bin/git', 'touch sprung')
    const folder = place(repo.path, outside.path)
    expect(safeFolders(`${folder}:/usr/bin`, [repo.path]).folders).toEqual(['/usr/bin'])
    const script = `
      const { nodeOps, look, DEFAULT_PROGRESS_POLICY: policy } = await import(${JSON.stringify(join(import.meta.dir, '../src/index.ts'))})
      const ops = nodeOps({ env: { PATH: ${JSON.stringify(folder)} } })
      console.log(JSON.stringify(look({ workspace: process.cwd(), policy, ops }).unseen.map(({ why }) => why)))`
    const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: repo.path })
    expect(JSON.parse(stdout.toString())).toEqual(['no-git'])
    expect(existsSync(join(repo.path, 'sprung'))).toBe(false)
  })

  test('the workspace, also where the program alone is a link into it, or the workspace holds all of the disk', () => {
    using repo = repository()
    using outside = scratch()
    mkdirSync(join(outside.path, 'bin'))
    symlinkSync(program(repo, 'git', 'touch sprung'), join(outside.path, 'bin/git'))
    const ops = nodeOps({ env: { PATH: join(outside.path, 'bin') } })
    expect(turns(repo, { ops })().unseen).toEqual(['uncommitted work: no-git'])
    expect(safeFolders('/usr/bin:/home/u/bin', ['/']).folders).toEqual(['/usr/bin'])
  })

  test('the repository around the workspace, or of a further path', () => {
    using repo = repository()
    using other = repository()
    for (const one of [repo, other]) {
      program(one, 'bin/git', 'touch sprung')
      mkdirSync(join(one.path, 'sub'))
      const ops = nodeOps({ env: { PATH: join(one.path, 'bin') } })
      const { unseen } = turns(join(repo.path, 'sub'), { ops, paths: [other.path] })()
      expect(unseen).toContain(
        one === repo ? 'uncommitted work: no-git' : `${JSON.stringify(other.path)}: uncommitted work: no-git`,
      )
      expect(existsSync(join(one.path, 'bin/sprung'))).toBe(false)
    }
  })

  test('a repository that is only around it, its superproject, or another worktree of it', () => {
    using around = repository()
    using elsewhere = scratch()
    commitFile(around.path, 'a.txt')
    const worktree = join(elsewhere.path, 'worktree')
    git(around.path, 'worktree', 'add', '-q', worktree)
    mkdirSync(join(worktree, 'bin'))
    mkdirSync(join(around.path, 'bin'))
    symlinkSync('/usr/bin/env', join(worktree, 'bin/git'))
    const nested = join(around.path, 'nested')
    git(around.path, 'init', '-q', nested)
    const path = `${join(around.path, 'bin')}:${join(worktree, 'bin')}:/usr/bin`
    for (const one of [around.path, worktree, nested])
      expect(safeFolders(path, [one]).folders).toEqual(['/usr/bin'])
    program(around, 'tool/git', 'touch sprung')
    symlinkSync(join(around.path, 'tool/git'), join(elsewhere.path, 'git'))
    const ops = nodeOps({ env: { PATH: elsewhere.path } })
    expect(turns(nested, { ops })().unseen).toEqual(['uncommitted work: no-git'])
  })

  function linked(workspace: string, outside: string): string {
    symlinkSync(join(workspace, 'bin'), join(outside, 'link'))
    return join(outside, 'link')
  }
})

describe('Git is started', () => {
  const started = (env: Record<string, string>, workspace: string) => {
    const ops = watchedOps({ env: { ...GIT_ENV, ...env } })
    const turn = turns(workspace, { ops, since: 0 })
    turn()
    return ops.asked
  }

  test('so that it writes nothing, waits for nobody, fetches nothing and looks at no folder above', () => {
    using repo = repository()
    for (const { env, apart, cwd } of started({}, repo.path)) {
      expect(env).toMatchObject({
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_PAGER: 'cat',
        LC_ALL: 'C',
      })
      expect(apart).toContain(repo.path)
      if (cwd === repo.path && env['GIT_DIR'] === undefined)
        expect(env['GIT_CEILING_DIRECTORIES']).toBe(join(repo.path, '..'))
    }
  })

  test('only to read the settings in the repository itself; all else is asked in a folder without configuration', () => {
    using repo = repository()
    commitFile(repo.path, 'b.txt')
    git(repo.path, 'config', 'core.eol', 'lf')
    const asked = started({}, repo.path)
    expect(asked.map(({ args }) => args[0])).toEqual(['cat-file', 'diff-tree', 'config', 'status'])
    for (const { args, env } of asked) {
      const dir = env['GIT_DIR']
      if (args[0] === 'config') expect(dir).toBeUndefined()
      else {
        expect(dir).toContain('dos-hook-git-')
        expect(env).toMatchObject({
          GIT_OBJECT_DIRECTORY: join(repo.path, '.git/objects'),
          GIT_INDEX_FILE: join(repo.path, '.git/index'),
          GIT_CONFIG_KEY_0: 'core.fsmonitor',
          GIT_CONFIG_VALUE_0: 'false',
          GIT_CONFIG_KEY_1: 'core.hooksPath',
        })
      }
    }
  })

  test('without what would point it elsewhere, and with what a person configured for all repositories', () => {
    using repo = repository()
    using home = scratch()
    const pointing = {
      GIT_DIR: '/elsewhere/.git',
      GIT_WORK_TREE: '/elsewhere',
      GIT_CONFIG_PARAMETERS: "'alias.status=!evil'",
      GIT_CONFIG_COUNT: '0',
      GIT_TRACE: '/trace',
      GIT_EXTERNAL_DIFF: '/evil',
      GIT_SSH_COMMAND: '/evil',
      GIT_CEILING_DIRECTORIES: '/elsewhere',
      GIT_ATTR_SOURCE: 'HEAD',
    }
    const kept = { GIT_CONFIG_GLOBAL: home.write('config', ''), GIT_CONFIG_SYSTEM: '/etc/gitconfig' }
    const asked = started({ ...pointing, ...kept }, repo.path)
    expect(asked.length).toBeGreaterThan(1)
    for (const { env } of asked) {
      expect(env).toMatchObject(kept)
      for (const [name, value] of Object.entries(pointing)) expect(env[name]).not.toBe(value)
    }
  })

  test('without configuration or programs that the environment takes from the workspace', () => {
    using repo = repository()
    using outside = scratch()
    const config = repo.write('config', '')
    symlinkSync(config, join(outside.path, 'link'))
    for (const value of [
      config,
      join(outside.path, 'link'),
      join(repo.path, 'gone'),
      'config',
      './config',
      '',
    ]) {
      for (const name of [
        'GIT_CONFIG_GLOBAL',
        'GIT_CONFIG_SYSTEM',
        'GIT_EXEC_PATH',
        'HOME',
        'XDG_CONFIG_HOME',
      ]) {
        const asked = started({ [name]: value }, repo.path)
        expect(asked.length).toBeGreaterThan(1)
        for (const { env } of asked) expect(env).not.toHaveProperty(name)
      }
    }
  })

  test('with the configuration of a home that is itself the repository', () => {
    using repo = repository()
    for (const { env } of started({ HOME: repo.path }, repo.path)) expect(env['HOME']).toBe(repo.path)
  })
})
