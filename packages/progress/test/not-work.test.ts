import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type IsWork, workFilter } from '../src/paths/not-work.ts'
import { commitFile, git, repository, scratch } from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(60_000)

const isWork = workFilter([], '')

describe('What a host or a loop keeps for itself is no work untracked, and is work tracked:', () => {
  test.each([
    '.claude/skills/x/SKILL.md',
    '.codex/config.toml',
    '.gemini/settings.json',
    '.qwen/tasks/x.md',
    '.copilot/mcp.json',
    '.cursor/rules/x.mdc',
    '.factory/droids/x.md',
    '.kiro/steering/x.md',
    '.agents/agent.md',
    '.ralph/prompt.md',
    '.omc/plan.md',
    'packages/deep/.claude/agents/x.md',
  ])('%s', (path) => {
    expect([isWork(path, false), isWork(path, true)]).toEqual([false, true])
  })
})

describe('Bookkeeping is never work, tracked or not:', () => {
  test.each([
    '.claude/ralph-loop.local.md',
    '.claude/settings.local.json',
    '.claude/scheduled_tasks.json',
    '.claude/scheduled_tasks.lock',
    'sub/.claude/ralph-loop.local.md',
    '.ralph/.call_count',
    '.ralph/logs/1.txt',
    '.ralph/status.json',
    '.omc/state/x.json',
    '.codex/sessions/x.jsonl',
    '.dos/markers/s.jsonl',
    'sub/.dos/x',
    '.aider.chat.history.md',
    '.circuit_breaker_state',
  ])('%s', (path) => {
    expect([isWork(path, false), isWork(path, true)]).toEqual([false, false])
  })
})

describe('All else is work, also under a name that is alike:', () => {
  test.each([
    'a.txt',
    '.github/workflows/ci.yml',
    '.env',
    '.claude',
    '.claudex/a',
    'claude/a',
    'a.claude/b',
    '.dosx',
    'dos/c',
    'src/.call_count',
    'logs/a.log',
    'state/a.json',
    'notes.local.md',
    'scheduled_tasks.json',
  ])('%s', (path) => {
    expect([isWork(path, false), isWork(path, true)]).toEqual([true, true])
  })
})

describe('Patterns of one’s own', () => {
  const ignored = (is: IsWork, ...paths: readonly string[]) => paths.filter((path) => !is(path, true))

  test('are those of a .gitignore: anywhere, anchored, folders, negated', () => {
    const is = workFilter(
      ['*.log', '/build', 'out/', '!keep.log', 'docs/**/*.tmp', '\\!x', '# no', 'a b'],
      '',
    )
    const paths = ['x.log', 'sub/x.log', 'keep.log', 'build', 'build/x', 'sub/build', 'out/x', 'sub/out/x']
    expect(ignored(is, ...paths)).toEqual(['x.log', 'sub/x.log', 'build', 'build/x', 'out/x', 'sub/out/x'])
    expect(ignored(is, 'docs/x.tmp', 'docs/a/b/x.tmp', '!x', '# no', 'a b')).toEqual([
      'docs/x.tmp',
      'docs/a/b/x.tmp',
      '!x',
      'a b',
    ])
  })

  test('count from the workspace, also where that is a folder of the repository', () => {
    const is = workFilter(['/build', '*.log'], 'apps/web')
    expect(ignored(is, 'apps/web/build/x', 'apps/other/build/x', 'apps/web/a.log', 'top.log')).toEqual([
      'apps/web/build/x',
      'apps/web/a.log',
      'top.log',
    ])
  })

  test('that hide what begins with a dot hide nothing outside of the workspace by that', () => {
    const is = workFilter(['.*', '/*.ts'], 'app')
    expect(ignored(is, 'app/.x', 'app/a.ts', 'b.ts', '.y', 'src/a.ts')).toEqual(['app/.x', 'app/a.ts', '.y'])
  })

  test('give nothing back that a host keeps for itself', () => {
    const is = workFilter(['!.claude/**', '!.dos/**'], '')
    expect([is('.claude/x', false), is('.dos/x', true)]).toEqual([false, false])
  })

  test('hold for names that no path should have', () => {
    const is = workFilter(['*.log'], '')
    for (const path of ['..', '.', '../x', './x', '/x', 'a//b', 'C:\\x', '\0'])
      expect(is(path, true)).toBe(true)
    expect(is('', true)).toBe(false)
  })
})

describe('In a repository', () => {
  test('bookkeeping is none in commits either, and a commit of both is told by the work in it', () => {
    using repo = repository()
    const turn = turns(repo, { ignore: ['*.log'] })
    turn()
    commitFile(repo.path, '.claude/ralph-loop.local.md')
    commitFile(repo.path, 'build.log')
    expect(turn().told).toEqual([])
    commitFile(repo.path, '.claude/skills/x.md')
    commitFile(repo.path, '.ralph/.call_count')
    expect(turn().files).toEqual(['.claude/skills/x.md'])
  })

  test('a loop that rewrites its own state makes no progress, tracked or not', () => {
    using repo = repository()
    for (const tracked of [false, true]) {
      for (const name of ['.claude/ralph-loop.local.md', '.ralph/.exit_signals', '.dos/x']) {
        if (tracked) commitFile(repo.path, name)
        expect(turns(repo).advances(() => repo.write(name, `iteration ${Math.random()}`))).toBe(false)
      }
    }
    expect(turns(repo).advances(() => repo.write('.claude/new.md', 'x'))).toBe(false)
    git(repo.path, 'add', '--force', '.claude/new.md')
    expect(turns(repo).advances(() => repo.write('.claude/new.md', 'y'))).toBe(true)
  })

  test('patterns count from a workspace below the root, reached by a link or not, and for every work tree of it', () => {
    using repo = repository()
    using outside = scratch()
    mkdirSync(join(repo.path, 'app'))
    const turn = turns(join(repo.path, 'app'), { ignore: ['/gen/', '!important.gen', '*.gen'] })
    turn()
    repo.write('app/gen/x.ts', 'x')
    repo.write('x.gen', 'x')
    expect(turn().told).toEqual([])
    repo.write('gen/x.ts', 'x')
    expect(turn().files).toEqual(['gen/x.ts'])
    Bun.spawnSync(['ln', '-s', join(repo.path, 'app'), join(outside.path, 'link')])
    const { advances } = turns(join(outside.path, 'link'), { ignore: ['/gen/'] })
    expect(advances(() => repo.write('app/gen/y.ts', 'y'))).toBe(false)
  })
})
