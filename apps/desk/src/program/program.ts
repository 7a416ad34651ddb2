import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type FolderFacts, nativePath, ownFolders } from '@dos/hook-call/user/folders'
import { inspect, joinWords, PROJECT_COMMAND, type Scope } from '@dos/hook-wiring'
import { isOfProject } from '../world/paths.ts'
import { isLasting } from './lasting.ts'
import { findRuntime } from './runtime.ts'
import type { Self } from './self.ts'

/** What has to be put on the disk before settings can name it. */
export type Placement =
  /** The script and what belongs to it, from its folder into another. */
  | { readonly kind: 'copy-script'; readonly from: string; readonly to: string; readonly why: WhyCopied }
  /** This binary itself. */
  | { readonly kind: 'copy-binary'; readonly from: string; readonly to: string; readonly why: WhyCopied }

/** Why settings are not to name the program where it lies. */
export type WhyCopied = 'may-not-last' | 'in-project'

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
  readonly version: string
}

/**
 * Which command settings are to name. Settings that are shared with others by git find the package in each clone; all
 * others name absolute paths that last, and before which no workspace can put anything.
 */
export function chooseProgram(facts: ProgramFacts): Program {
  if (facts.scope === 'project') return shared(facts)
  const program = own(facts)
  if (!program.ok || isRecognised(program.words)) return program
  const name = `dos-hook${/\.\w+$/.exec(facts.self.path)?.[0] ?? ''}`
  return {
    ok: false,
    why: `${facts.self.path} has a name by which its own entries in settings would not be known again: call the file ${name}`,
  }
}

function shared({ project, platform }: ProgramFacts): Program {
  const hasBun = ['bun.lock', 'bun.lockb'].some((name) => existsSync(join(project, name)))
  const install = hasBun ? 'bun add --dev dos-hook' : 'npm install --save-dev dos-hook'
  const remarks = [
    ...(isDependency(project)
      ? []
      : [`It acts for who has the package installed, which package.json doesn't name: ${install}`]),
    ...(platform === 'win32'
      ? ['What is wired is a line for sh: on Windows it needs a host that runs hooks by Git Bash']
      : []),
  ]
  const remark = remarks.length === 0 ? undefined : remarks.join('\n')
  return { ok: true, words: PROJECT_COMMAND, placement: undefined, remark }
}

function own(facts: ProgramFacts): Program {
  const { self } = facts
  const why = whyCopied(facts)
  if (self.kind === 'binary') {
    const to = nativePath(facts)
    return why === undefined
      ? found([self.path], undefined)
      : found([to], { kind: 'copy-binary', from: self.path, to, why })
  }
  const runtime = findRuntime({ ...facts, self })
  if (runtime === undefined) return { ok: false, why: noRuntime(facts.platform, self.runtime) }
  if (why === undefined) return found([...runtime, self.path], undefined)
  const to = join(ownFolders(facts).programs, 'script')
  const words = [...runtime, join(to, 'dos-hook.js')]
  return found(words, { kind: 'copy-script', from: dirname(self.path), to, why })
}

function whyCopied(facts: ProgramFacts): WhyCopied | undefined {
  const { self, scope, project } = facts
  const lying = {
    path: self.path,
    temporary: realTemporary(),
    project: scope === 'local' ? project : undefined,
    exists: existsSync,
  }
  if (!isLasting(lying)) return 'may-not-last'
  return scope === 'user' && isOfProject(self.path, facts) ? 'in-project' : undefined
}

function noRuntime(platform: string, own: string): string {
  return platform === 'win32'
    ? 'on Windows settings need Node, which is not on the PATH'
    : `neither Bun nor Node is installed for you, only ${own}, which a project or a runner brought along: install one`
}

function found(words: readonly string[], placement: Placement | undefined): Program {
  return { ok: true, words, placement, remark: undefined }
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

/** Whether entries that name a program by these words would be known as this program's own when they are read again. */
function isRecognised(words: readonly string[]): boolean {
  const command = joinWords([...words, 'marker'])
  const settings = { hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } }
  const inspection = inspect('claude-code', JSON.stringify(settings))
  return inspection.ok && inspection.found.some(({ verb, byHand }) => verb === 'marker' && !byHand)
}
