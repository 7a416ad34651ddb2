import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FolderFacts, nativePath, ownFolders } from '@dos/hook-call/user/folders'
import { PROJECT_COMMAND, type Scope, startsProgram } from '@dos/hook-wiring'
import { isOfProject, liesIn } from '../world/paths.ts'
import { findRuntime } from './runtime.ts'

/** How this very program was started. */
export type Self =
  | { readonly kind: 'binary'; readonly path: string }
  /** The script, with what comes along in its folder; `runtime` is what runs it. */
  | { readonly kind: 'script'; readonly path: string; readonly runtime: string }

/** What has to be copied before settings can name it: this binary, or the folder of the script. */
export interface Placement {
  readonly kind: Self['kind']
  readonly from: string
  readonly to: string
  /** Why settings are not to name the program where it lies. */
  readonly why: 'could be deleted' | 'lies in the project'
}

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

/** Finds this program on the disk. */
export function findSelf(): Self {
  // A compiled binary has its modules in a file system of its own: /$bunfs, on Windows B:/~BUN.
  if (/\$bunfs|~BUN/i.test(import.meta.url)) return { kind: 'binary', path: realpathSync(process.execPath) }
  const beside = join(dirname(fileURLToPath(import.meta.url)), 'dos-hook.js')
  const path = realpathSync(existsSync(beside) ? beside : (process.argv[1] ?? beside))
  return { kind: 'script', path, runtime: process.execPath }
}

/**
 * Which command settings are to name. Settings that are shared with others by git find the package in each clone; all
 * others name absolute paths that last, and before which no workspace can put anything.
 */
export function chooseProgram(facts: ProgramFacts): Program {
  if (facts.scope === 'project') return shared(facts)
  const program = own(facts)
  if (!program.ok || startsProgram(program.words)) return program
  const name = `dos-hook${/\.\w+$/.exec(facts.self.path)?.[0] ?? ''}`
  return {
    ok: false,
    why: `${facts.self.path} has a name by which its own entries in settings would not be known again: call the file ${name}`,
  }
}

function shared({ project, platform }: ProgramFacts): Program {
  const hasBun = ['bun.lock', 'bun.lockb'].some((name) => existsSync(join(project, name)))
  const install = hasBun ? 'bun add --dev dos-hook' : 'npm install --save-dev dos-hook'
  const remarks: string[] = []
  if (!isDependency(project)) {
    remarks.push(`It acts for who has the package installed, which package.json doesn't name: ${install}`)
  }
  if (platform === 'win32') {
    remarks.push('What is wired is a line for sh: on Windows it needs a host that runs hooks by Git Bash')
  }
  return { ...found(PROJECT_COMMAND), remark: remarks.join('\n') || undefined }
}

function own(facts: ProgramFacts): Program {
  const { self } = facts
  const why = whyCopied(facts)
  if (self.kind === 'binary') {
    const to = nativePath(facts)
    return why === undefined ? found([self.path]) : found([to], { kind: self.kind, from: self.path, to, why })
  }
  const runtime = findRuntime({ ...facts, self })
  if (runtime === undefined) return { ok: false, why: noRuntime(facts.platform, self.runtime) }
  if (why === undefined) return found([...runtime, self.path])
  const to = join(ownFolders(facts).programs, 'script')
  return found([...runtime, join(to, 'dos-hook.js')], { kind: self.kind, from: dirname(self.path), to, why })
}

function whyCopied(facts: ProgramFacts): Placement['why'] | undefined {
  const { self, scope, project } = facts
  const disk = { temporary: tmpdir(), exists: existsSync }
  if (!isLasting(self.path, scope === 'local' ? project : undefined, disk)) return 'could be deleted'
  return scope === 'user' && isOfProject(self.path, facts) ? 'lies in the project' : undefined
}

/** Where package runners put what they run once, and what they throw away. */
const CACHES = /[\\/](_npx|bunx-[^\\/]*|dlx-[^\\/]*|dlx|install[\\/]cache|\.cache)[\\/]/

/** Where package managers put what is installed for a user, in folders that look like a project's. */
const GLOBAL = /[\\/]global[\\/]/

/**
 * Whether a program will still be where it lies when a host looks for it: not in a package runner's cache or a
 * temporary folder; and not among the packages of one project, unless it is for that project.
 *
 * @param project - the project whose own settings are to name it; `undefined` for settings that count everywhere
 */
export function isLasting(
  path: string,
  project: string | undefined,
  { temporary, exists }: { readonly temporary: string; readonly exists: (path: string) => boolean },
): boolean {
  if (CACHES.test(path) || liesIn(path, temporary)) return false
  const packages = /^(.*?)[\\/]node_modules[\\/]/.exec(path)?.[1]
  if (packages === undefined || GLOBAL.test(path)) return true
  if (!exists(`${packages}/package.json`)) return true
  return project !== undefined && liesIn(path, project)
}

function noRuntime(platform: string, own: string): string {
  return platform === 'win32'
    ? 'on Windows settings need Node, which is not on the PATH'
    : `neither Bun nor Node is installed for you, only ${own}, which a project or a runner brought along: install one`
}

function found(words: readonly string[], placement?: Placement): Extract<Program, { ok: true }> {
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
