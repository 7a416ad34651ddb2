import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { discard } from '../world/discard.ts'
import { codeOf, whyOf } from '../world/error-code.ts'
import { output } from '../world/on-path.ts'
import { ID, sweep } from '../world/sweep.ts'
import { COMPILE_FLAGS } from './compile-flags.ts'
import type { Placement } from './program.ts'

/** The first Bun of which it is known that it heeds every flag a binary is compiled with: an older one may take them in silence. */
const LEAST_BUN = [1, 4, 5] as const

/** What belongs to the script, in the order in which it is put there: the script, which is what runs, at the end. */
const SCRIPT = 'dos-hook.js'
/** Says beside a copy that it is a module: Node before 20.19 takes it for none, and so does any by a `package.json` above. */
const MANIFEST = { name: 'package.json', text: '{"type":"module"}\n' }
const SCRIPT_PARTS = ['native', 'dos-hook.1', 'THIRD-PARTY-NOTICES.txt', 'desk.js', SCRIPT]

/**
 * Puts a program where settings will name it. What is there of the same name is replaced at once, also while it runs.
 *
 * @param call - an id unlike any other, for names that something has for a moment; the time; and this version
 * @param tell - told what takes long, in one line
 * @returns why it could not be done; `undefined` where it was
 */
export function placeProgram(
  placement: Placement,
  call: { readonly id: string; readonly now: number; readonly version: string },
  tell: (line: string) => void,
): string | undefined {
  try {
    const { id, now, version } = call
    sweepBeside(placement, now)
    switch (placement.kind) {
      case 'copy-script':
        copyScript(placement, id)
        return undefined
      case 'copy-binary':
        swapIn(placement.to, id, (other) => {
          copyFileSync(placement.from, other)
          chmodSync(other, 0o755)
        })
        return undefined
      case 'compile':
        return compile(placement, id, version, tell)
    }
  } catch (error) {
    return `cannot write ${placement.to}: ${whyOf(error)}`
  }
}

/** Whether what is to be placed is there already, of this very version. */
export function isPlaced(placement: Placement, version: string): boolean {
  const { from, to } = placement
  if (placement.kind !== 'copy-script') {
    return existsSync(to) && output(to, ['--version'], dirname(to)) === `dos-hook ${version}`
  }
  const manifest = join(to, MANIFEST.name)
  if (!existsSync(manifest) || readFileSync(manifest, 'utf8') !== MANIFEST.text) return false
  return SCRIPT_PARTS.filter((name) => name.endsWith('.js')).every((name) => {
    const [here, there] = [join(from, name), join(to, name)]
    return !existsSync(here) || (existsSync(there) && readFileSync(here).equals(readFileSync(there)))
  })
}

function copyScript({ from, to }: Extract<Placement, { kind: 'copy-script' }>, id: string): void {
  swapIn(join(to, MANIFEST.name), id, (other) => writeFileSync(other, MANIFEST.text))
  for (const name of SCRIPT_PARTS) {
    const part = join(from, name)
    if (!existsSync(part)) continue
    swapIn(join(to, name), id, (other) => cpSync(part, other, { recursive: true }))
  }
}

function compile(
  { from, to, bun }: Extract<Placement, { kind: 'compile' }>,
  id: string,
  version: string,
  tell: (line: string) => void,
): string | undefined {
  const has = output(bun, ['--version'], from)
  if (!isRecent(has)) {
    const what = /^\d/.test(has) ? `${bun} is ${has}` : `${bun} does not say which it is${has && `: ${has}`}`
    return `--native needs Bun ${LEAST_BUN.join('.')} or later, and ${what}`
  }
  tell(`compiling dos-hook ${version} with Bun ${has}: this takes some seconds`)
  let failed: string | undefined
  swapIn(to, id, (other) => {
    // Bun writes the binary into the folder it runs in before it gives it its name: that is to be nobody else's.
    const work = workFolder(to, id)
    try {
      mkdirSync(work)
      const args = ['build', ...COMPILE_FLAGS, join(from, 'compiled.js'), '--outfile', other]
      const ended = spawnSync(bun, args, { cwd: work, encoding: 'utf8' })
      if (ended.status !== 0) failed = `bun build failed: ${whyEnded(ended)}`
      else if (output(other, ['--version'], from) !== `dos-hook ${version}`) {
        failed = 'what was compiled does not run on this machine'
      }
    } finally {
      discard(work)
    }
    return failed === undefined
  })
  return failed
}

/** Why a program ended otherwise than it should, in a few words. */
function whyEnded({ error, signal, status, stderr }: SpawnSyncReturns<string>): string {
  if (error !== undefined) return error.message
  if (signal !== null) return `it was ended by ${signal}`
  return stderr.trim().split('\n').at(-1) || `it ended with status ${status}, and said nothing`
}

/** Where something is made for what is going to lie at a path. */
function workFolder(path: string, id: string): string {
  return join(dirname(path), `.${id}-work`)
}

/** Removes what runs that were killed have left beside a program. */
function sweepBeside({ kind, to }: Placement, now: number): void {
  sweep(kind === 'copy-script' ? to : dirname(to), new RegExp(`^\\.${ID}-`), now)
}

/**
 * Makes something under another name, and then gives it its own.
 *
 * @param make - answers `false` where what was made is of no use
 */
function swapIn(path: string, id: string, make: (other: string) => unknown): void {
  // Ends as the name it is for: a compiler on Windows would add that end.
  const other = join(dirname(path), `.${id}-${basename(path)}`)
  mkdirSync(dirname(path), { recursive: true })
  try {
    if (make(other) === false) return
    if (statSync(other).isDirectory()) swapFolder(path, other)
    else renameSync(other, path)
  } finally {
    discard(other)
  }
}

/** How many others may put the same folder there just before. */
const MOST_ATTEMPTS = 20

/** Only a file takes the place of another at once: a folder has to make room first, for which somebody else may be quicker. */
function swapFolder(path: string, other: string): void {
  const old = `${other}.old`
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (existsSync(path)) renameSync(path, old)
      renameSync(other, path)
      return
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
    } finally {
      discard(old)
    }
  }
}

function isRecent(text: string): boolean {
  const numbers = text.split(/[.+-]/).map(Number)
  for (const [at, least] of LEAST_BUN.entries()) {
    const number = numbers[at] ?? Number.NaN
    if (number !== least) return number > least
  }
  return true
}
