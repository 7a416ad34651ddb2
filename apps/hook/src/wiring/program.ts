import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Scope } from '@dos/hook-wiring'
import { isExecutable } from './is-executable.ts'
import { isKnownAgain } from './known-again.ts'
import { isLasting, type Lying } from './lasting.ts'
import { findOnPath } from './on-path.ts'
import { type FolderFacts, nativePath, ownFolders } from './own-folders.ts'
import type { Self } from './self.ts'

export { nativePath }

/** What has to be put on the disk before settings can name it. */
export type Placement =
  /** The script and what belongs to it, from its folder into another. */
  | { readonly kind: 'copy-script'; readonly from: string; readonly to: string; readonly why: WhyCopied }
  /** This binary itself. */
  | { readonly kind: 'copy-binary'; readonly from: string; readonly to: string; readonly why: WhyCopied }
  /** A binary, compiled by `bun` from its sources. */
  | { readonly kind: 'compile'; readonly from: string; readonly to: string; readonly bun: string }

/** Why settings are not to name the program where it lies. */
export type WhyCopied = 'may-not-last' | 'not-executable' | 'asked-for'

/** The words that settings name, and what they need. */
export type Program =
  | {
      readonly ok: true
      readonly words: readonly string[]
      readonly placement: Placement | undefined
      /** What a person should know about it, in one sentence; `undefined`: nothing. */
      readonly remark: string | undefined
    }
  | { readonly ok: false; readonly why: string }

/** What it is decided by. */
export interface ProgramFacts extends FolderFacts {
  readonly self: Self
  readonly scope: Scope
  readonly project: string
  readonly native: boolean
}

/**
 * Which command settings are to name. Settings that are shared with others by git name a runner, which finds the
 * package in each clone; all others an absolute path that lasts.
 */
export function chooseProgram(facts: ProgramFacts): Program {
  if (facts.scope === 'project') return shared(facts)
  const program = facts.native ? native(facts) : own(facts)
  if (!program.ok || isKnownAgain(program.words)) return program
  const name = `dos-hook${/\.\w+$/.exec(facts.self.path)?.[0] ?? ''}`
  return {
    ok: false,
    why: `${facts.self.path} has a name by which its own entries in settings would not be known again: call the file ${name}`,
  }
}

function shared({ project, native: isNative }: ProgramFacts): Program {
  if (isNative) {
    return {
      ok: false,
      why: '--native is for one machine, and the scope "project" is shared: take user or local',
    }
  }
  const hasBun = ['bun.lock', 'bun.lockb'].some((name) => existsSync(join(project, name)))
  // Without that flag a clone in which nothing is installed yet would fetch whatever a registry has of that name.
  const words = [hasBun ? 'bunx' : 'npx', '--no-install', 'dos-hook']
  const install = hasBun ? 'bun add --dev dos-hook' : 'npm install --save-dev dos-hook'
  const remark = isDependency(project)
    ? undefined
    : `Everybody who works on the project needs the package, which its package.json doesn't name: ${install}`
  return { ok: true, words, placement: undefined, remark }
}

function own(facts: ProgramFacts): Program {
  const { self, scope, project, platform } = facts
  const lying = {
    path: self.path,
    temporary: realTemporary(),
    project: scope === 'local' ? project : undefined,
    exists: existsSync,
  }
  const why = whyCopied(lying, platform)
  if (why === undefined) return found(startedBy(self, self.path, platform, facts), undefined)
  const { programs } = ownFolders(facts)
  if (self.kind === 'binary') {
    const to = nativePath(facts)
    return found([to], { kind: 'copy-binary', from: self.path, to, why })
  }
  const to = join(programs, 'script')
  const words = startedBy(self, join(to, 'dos-hook.js'), platform, facts)
  return found(words, { kind: 'copy-script', from: dirname(self.path), to, why })
}

function whyCopied(lying: Lying, platform: string): Exclude<WhyCopied, 'asked-for'> | undefined {
  if (!isLasting(lying)) return 'may-not-last'
  // Windows runs by the end of the name, and a script by naming what runs it.
  return platform === 'win32' || isExecutable(lying.path) ? undefined : 'not-executable'
}

function native(facts: ProgramFacts): Program {
  const { self } = facts
  const to = nativePath(facts)
  if (self.kind === 'binary') {
    const placement: Placement = { kind: 'copy-binary', from: self.path, to, why: 'asked-for' }
    return found([to], self.path === to ? undefined : placement)
  }
  const from = join(dirname(self.path), 'native')
  if (!existsSync(join(from, 'compiled.js'))) {
    return { ok: false, why: `--native needs ${join(from, 'compiled.js')}, which did not come along` }
  }
  const bun = isBun(self.runtime) ? self.runtime : findOnPath('bun', facts)
  if (bun === undefined) {
    return { ok: false, why: '--native compiles with Bun, which is not on the PATH: https://bun.com/install' }
  }
  return found([to], { kind: 'compile', from, to, bun })
}

function found(words: readonly string[], placement: Placement | undefined): Program {
  return { ok: true, words, placement, remark: undefined }
}

/** The script starts itself by its first lines, which Windows doesn't read. Node before Bun, as it reads no bunfig.toml. */
function startedBy(self: Self, path: string, platform: string, facts: FolderFacts): readonly string[] {
  if (self.kind === 'binary' || platform !== 'win32') return [path]
  return [isBun(self.runtime) ? (findOnPath('node', facts) ?? self.runtime) : self.runtime, path]
}

function isBun(runtime: string): boolean {
  return /(^|[\\/])bun(\.exe)?$/.test(runtime)
}

function isDependency(project: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
    return [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].some(
      (table) => table?.['dos-hook'] !== undefined,
    )
  } catch {
    return false
  }
}

function realTemporary(): string {
  try {
    return realpathSync(tmpdir())
  } catch {
    return tmpdir()
  }
}
