import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { describe } from '@dos/toml-table/describe'
import { findMention, type Problem, valueIn } from '@dos/toml-table/toml'
import { isOrdinary } from './ordinary-names.ts'
import type { ConfigLayer } from './reading.ts'

/** The most markers that a file may ask for; more only by `--max-markers`. */
const MOST_MARKERS = 100

/**
 * The longest time that a workspace's file may ask for, in seconds. With the 30 that `init` adds, a stranger's file makes
 * no host wait longer than 600, after which Claude Code ends a hook anyway.
 */
export const MOST_SECONDS = 570

/** The most keys, values and tables of a file: as many as 64 KiB can hold were measured at 50 ms, these at 5. */
const MOST_PARTS = 750

/** A number so long that to read it takes milliseconds. */
const ENDLESS_NUMBER = /[0-9_]{400}/

/** The most names or paths that are looked at one by one; nobody has as many. */
const MOST_LISTED = 32

/** How a value is bounded: what counts instead, with a warning; or why the file is refused. `undefined`: as it is. */
type Bounded =
  | { readonly value: unknown; readonly warning: string }
  | { readonly problem: string }
  | undefined

interface Where {
  readonly key: string
  readonly whose: ConfigLayer['whose']
  readonly workspace: string
}

/**
 * What a file can't do, whatever it says. `dos.toml` may come with a clone: it may arm by sentinels of its own, but not
 * every session, and it may spend only so much time and so many turns. The reader of the table tells of a wrong type.
 */
const BOUNDS: readonly (readonly [string, string, (value: unknown, where: Where) => Bounded])[] = [
  ['marker', 'max_streak', atMostMarkers],
  ['noop_streak', 'max_streak', atMostMarkers],
  ['wake', 'max_streak', atMostMarkers],
  ['wait', 'every_seconds', atMostSeconds],
  ['wait', 'max_every_seconds', atMostSeconds],
  ['wait', 'max_seconds', atMostSeconds],
  ['marker', 'arm_on_env', withoutOrdinary],
  ['progress', 'paths', onlyInside],
]

/** The root of a document with its tables bounded, and what there is to say about it. */
export function boundLayer(
  { whose, document }: ConfigLayer,
  workspace: string,
): {
  readonly root: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
} {
  let { root } = document
  const problems: Problem[] = []
  const warnings: Problem[] = []
  for (const [table, key, bound] of BOUNDS) {
    const value = valueIn(document, table, key)
    const bounded = value === undefined ? undefined : bound(value, { key, whose, workspace })
    if (bounded === undefined) continue
    const at = { file: document.file, ...findMention(document, table, key)?.value }
    if ('problem' in bounded) problems.push({ ...at, message: bounded.problem })
    else {
      warnings.push({ ...at, message: bounded.warning })
      root = { ...root, [table]: { ...(root[table] as object), [key]: bounded.value } }
    }
  }
  return { root, problems, warnings }
}

/** What makes a text more than a configuration can need, told without parsing it; `undefined` where nothing does. */
export function excessOf(text: string): string | undefined {
  // Comments don't count. `\n` alone ends one: after a line separator in a string, a `#` begins none.
  return excessIn(text) && excessIn(text.replace(/(^|\n)[ \t]*#[^\n]*/g, '$1'))
}

function excessIn(text: string): string | undefined {
  if (ENDLESS_NUMBER.test(text)) return 'a number of more than 400 digits'
  let parts = 0
  for (const sign of ['=', ',', '.', '[', '{']) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      parts += 1
      if (parts > MOST_PARTS) return `more than ${MOST_PARTS} keys, values and tables`
    }
  }
  return undefined
}

/** The texts of a key that takes one or a list of them, each once; none where it is neither. */
function textsOf(value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value
  return Array.isArray(list) && list.every((each) => typeof each === 'string') ? [...new Set(list)] : []
}

function atMostMarkers(value: unknown, { key }: Where): Bounded {
  if (!Number.isSafeInteger(value) || (value as number) <= MOST_MARKERS) return undefined
  const warning = `${key} counts as ${MOST_MARKERS}, the most that a file may ask for; --max-markers takes more`
  return { value: MOST_MARKERS, warning }
}

function atMostSeconds(value: unknown, { key, whose }: Where): Bounded {
  if (whose === 'user' || !(typeof value === 'number' && value > MOST_SECONDS)) return undefined
  const warning = `${key} counts as ${MOST_SECONDS}, the most that a workspace may ask for; your own config.toml may say more`
  return { value: MOST_SECONDS, warning }
}

function withoutOrdinary(value: unknown, { whose }: Where): Bounded {
  const names = whose === 'user' ? [] : textsOf(value)
  const own = names.slice(0, MOST_LISTED).filter((name) => !isOrdinary(name.trim()))
  if (own.length === names.length) return undefined
  const ordinary = names.filter((name) => !own.includes(name))
  const warning = `arm_on_env: ${some(ordinary)} may be set in any session and arms nothing here; use a name of your own`
  return { value: own, warning }
}

/** No path of the network; of a workspace's file none outside of it. The table's reader refuses more than are listed. */
function onlyInside(value: unknown, { whose, workspace }: Where): Bounded {
  const paths = textsOf(value)
  const network = paths.filter((path) => /^\s*[\\/]{2}/.test(path))
  if (network.length > 0) return { problem: `paths must be on this machine, but has ${some(network)}` }
  if (whose === 'user' || paths.length > MOST_LISTED) return undefined
  const inside = paths.filter((path) => path.trim() === '' || isInside(path, workspace))
  if (inside.length === paths.length) return undefined
  const outside = paths.filter((path) => !inside.includes(path))
  const warning = `paths: ${some(outside)} lies outside of the workspace and is not watched; your own config.toml may name it`
  return { value: inside, warning }
}

/** Whether a path lies in the workspace, behind all its links; of what is not there yet, the nearest folder that is. */
function isInside(path: string, workspace: string): boolean {
  const named = resolve(workspace, path)
  let there = named
  while (!existsSync(there) && there !== dirname(there)) there = dirname(there)
  try {
    const real = join(realpathSync(there), relative(there, named))
    const from = relative(realpathSync(workspace), real)
    return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from)
  } catch {
    return false
  }
}

/** A few of the texts, quoted, and how many more there are. */
function some(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).map(describe).join(', ')
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown
}
