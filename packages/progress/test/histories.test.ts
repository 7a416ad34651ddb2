import { expect, setDefaultTimeout, test } from 'bun:test'
import { rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../toml-table/test/support/storms.ts'
import { git, repository, type Scratch, scratch } from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(240_000)

/** Files by their content. */
type Files = ReadonlyMap<string, string>

const WORK = ['a.txt', 'b.txt', 'new/c.txt'] as const
const NO_WORK = ['x.log', '.claude/state.local.md'] as const
const isWork = (path: string): boolean => (WORK as readonly string[]).includes(path)

/** A repository as plain values, and the real one beside it. */
class History {
  readonly folder: Scratch
  readonly outside: Scratch
  private head: Files = new Map([['a.txt', 'one\n']])
  private index: Files = this.head
  private work: Files = this.head
  private branch = 'main'
  private branches = new Map<string, Files>()
  private stash: { head: Files; index: Files; work: Files } | undefined
  private worktrees: Files[] = []
  private seen: { head: Files; changes: string; worktrees: readonly Files[] } | undefined
  private count = 0

  constructor(folder: Scratch, outside: Scratch) {
    this.folder = folder
    this.outside = outside
    this.git('branch', 'side')
    this.branches.set('side', this.head)
  }

  private git(...args: string[]): void {
    git(this.folder.path, ...args)
  }

  private get message(): string {
    return `commit ${this.count++}`
  }

  write(path: string, content: string): void {
    this.folder.write(path, content)
    this.work = new Map(this.work).set(path, content)
  }

  remove(path: string): void {
    rmSync(join(this.folder.path, path), { force: true })
    this.work = without(this.work, path)
  }

  touch(path: string): void {
    if (this.work.has(path)) utimesSync(join(this.folder.path, path), 1, 1)
  }

  stage(): void {
    this.git('add', '--all', '--force')
    this.index = this.work
  }

  commit(): void {
    this.stage()
    this.git('commit', '--quiet', '--allow-empty', '--message', this.message)
    this.head = this.index
  }

  amend(): void {
    this.git('commit', '--quiet', '--amend', '--allow-empty', '--message', this.message)
    this.head = this.index
  }

  revert(): void {
    this.git('reset', '--quiet', '--hard')
    this.become(this.head)
  }

  switch(): void {
    const to = this.branch === 'main' ? 'side' : 'main'
    this.git('checkout', '--quiet', '--force', to)
    this.branches.set(this.branch, this.head)
    this.head = this.branches.get(to) ?? this.head
    this.branch = to
    this.become(this.head)
  }

  push(): void {
    if (this.stash !== undefined || this.listed().length === 0) return
    this.git('stash', 'push', '--quiet', '--include-untracked')
    this.stash = { head: this.head, index: this.index, work: this.work }
    this.index = this.head
    this.work = this.head
  }

  pop(): void {
    const { stash } = this
    if (stash === undefined || !same(stash.head, this.head) || this.listed().length > 0) return
    this.git('stash', 'pop', '--quiet')
    this.stash = undefined
    this.work = stash.work
    const added = [...stash.work].filter(([path]) => stash.index.has(path) && !this.head.has(path))
    this.index = new Map([...this.head, ...added])
  }

  addWorktree(): void {
    if (this.worktrees.length > 2) return
    git(this.folder.path, 'worktree', 'add', '--quiet', '--detach', this.tree(this.worktrees.length))
    this.worktrees = [...this.worktrees, this.head]
  }

  commitIn(at: number, path: string, content: string): void {
    const files = this.worktrees[at]
    if (files === undefined) return
    this.outside.write(`tree${at}/${path}`, content)
    git(this.tree(at), 'add', '--all', '--force')
    git(this.tree(at), 'commit', '--quiet', '--allow-empty', '--message', this.message)
    this.worktrees = this.worktrees.with(at, new Map(files).set(path, content))
  }

  /** Whether the turn that ends now made progress. */
  ends(): boolean {
    const changes = this.listed()
      .filter(isWork)
      .map((path) => `${path}=${this.work.get(path) ?? 'gone'}`)
      .join()
    const last = this.seen
    this.seen = { head: this.head, changes, worktrees: this.worktrees }
    if (last === undefined) return false
    const committed = !sameWork(last.head, this.head)
    const elsewhere = last.worktrees.some((files, at) => !sameWork(files, this.worktrees[at] ?? files))
    return committed || elsewhere || (changes !== '' && changes !== last.changes)
  }

  private tree(at: number): string {
    return join(this.outside.path, `tree${at}`)
  }

  /** What git lists: another content in the index than committed, or in the work tree than in the index. */
  private listed(): readonly string[] {
    const paths = new Set([...this.head.keys(), ...this.index.keys(), ...this.work.keys()])
    return [...paths]
      .filter((path) => {
        const staged = this.index.get(path)
        return this.head.get(path) !== staged || this.work.get(path) !== staged
      })
      .toSorted()
  }

  /** Git takes away what it tracks, puts this there and leaves the rest. */
  private become(files: Files): void {
    const rest = [...this.work].filter(([path]) => !this.index.has(path))
    this.work = new Map([...rest, ...files])
    this.index = files
  }
}

function without(files: Files, path: string): Files {
  return new Map([...files].filter(([name]) => name !== path))
}

function same(one: Files, other: Files): boolean {
  return one.size === other.size && [...one].every(([path, content]) => other.get(path) === content)
}

function sameWork(one: Files, other: Files): boolean {
  const work = (files: Files): Files => new Map([...files].filter(([path]) => isWork(path)))
  return same(work(one), work(other))
}

const path = fc.constantFrom(...WORK, ...NO_WORK)
const content = fc.constantFrom('one\n', 'two\n', 'three\n')
const step: fc.Arbitrary<readonly [name: string, step: (history: History) => void]> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(path, content)
      .map(([p, c]) => [`write ${p} ${c}`, (h: History) => h.write(p, c)] as const),
  },
  { weight: 1, arbitrary: path.map((p) => [`remove ${p}`, (h: History) => h.remove(p)] as const) },
  { weight: 2, arbitrary: path.map((p) => [`touch ${p}`, (h: History) => h.touch(p)] as const) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(2), path, content)
      .map(([at, p, c]) => [`commit in ${at} ${p} ${c}`, (h: History) => h.commitIn(at, p, c)] as const),
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom('stage', 'commit', 'commit', 'amend', 'revert', 'switch', 'push', 'pop', 'addWorktree')
      .map((name) => [name, (h: History) => h[name as 'stage']()] as const),
  },
)
const turn = fc.array(step, { minLength: 0, maxLength: 3 })

test('Of any history of turns, those made progress that a plain model of it says', () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 3, maxLength: 8 }), (history) => {
      using repo = repository()
      using outside = scratch()
      const model = new History(repo, outside)
      const look = turns(repo, { ignore: ['*.log'] })
      const told: string[] = []
      const expected: string[] = []
      for (const steps of [[], ...history]) {
        for (const [, take] of steps) take(model)
        const names = steps.map(([name]) => name).join()
        const { advanced, unseen } = look()
        expect(unseen).toEqual([])
        told.push(`${names}: ${advanced.length > 0}`)
        expected.push(`${names}: ${model.ends()}`)
      }
      expect(told).toEqual(expected)
    }),
    { numRuns: storm(60, 20), endOnFailure: true },
  )
})
