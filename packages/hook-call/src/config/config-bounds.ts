import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { describe, type Problem } from '@dos/toml-table'
import type { ConfigLayer } from './config.ts'
import { isOrdinary } from './ordinary-names.ts'

/** The most markers that a file may ask for; more only by `--max-markers`. */
export const MOST_MARKERS = 100

/**
 * The longest time that a workspace's file may ask for, in seconds. With the 30 that `init` adds, no host is made to wait
 * longer than 600 by a file that may come from a stranger; after as long Claude Code ends a hook anyway.
 */
export const MOST_SECONDS = 570

/**
 * The most keys, values and tables of a file; comments don't count. All are parsed at every finished turn: as many as
 * 64 KiB can hold were measured at 50 ms, as many as these at 5.
 */
const MOST_PARTS = 750

/** A number so long that to read it takes milliseconds. */
const ENDLESS_NUMBER = /[0-9_]{400}/

/** The most names or paths that are looked at one by one; nobody has as many. */
const MOST_LISTED = 32

/** How a value of a file is bounded: what counts instead of it, and what a person is told; or that it is refused. */
type Bound =
  | { readonly value: unknown; readonly warning: string }
  | { readonly problem: string }
  /** It is within its bounds. */
  | undefined

interface Rule {
  readonly tables: readonly string[]
  readonly keys: readonly string[]
  /** Whether it bounds the user's own file, too. */
  readonly forUser: boolean
  /** Of a wrong type whoever reads the table tells. */
  readonly bound: (value: unknown, key: string, workspace: string) => Bound
}

/**
 * What a file can't do, whatever it says. `dos.toml` may come with a clone: it may arm by sentinels of its own, but not
 * every session, and it may spend only so much time and so many turns. The user's own file may say more.
 */
const RULES: readonly Rule[] = [
  {
    tables: ['marker', 'noop_streak', 'wake'],
    keys: ['max_streak'],
    forUser: true,
    bound: (value, key) =>
      Number.isSafeInteger(value) && (value as number) > MOST_MARKERS
        ? {
            value: MOST_MARKERS,
            warning: `${key} counts as ${MOST_MARKERS}, the most that a file may ask for; --max-markers takes more`,
          }
        : undefined,
  },
  {
    tables: ['wait'],
    keys: ['every_seconds', 'max_every_seconds', 'max_seconds'],
    forUser: false,
    bound: (value, key) =>
      typeof value === 'number' && value > MOST_SECONDS
        ? {
            value: MOST_SECONDS,
            warning: `${key} counts as ${MOST_SECONDS}, the most that a workspace may ask for; your own config.toml may say more`,
          }
        : undefined,
  },
  { tables: ['marker'], keys: ['arm_on_env'], forUser: false, bound: withoutOrdinary },
  { tables: ['progress'], keys: ['paths'], forUser: true, bound: withoutNetwork },
  { tables: ['progress'], keys: ['paths'], forUser: false, bound: withoutOutside },
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
  for (const { tables, keys, bound } of whose === 'user' ? RULES.filter((rule) => rule.forUser) : RULES) {
    for (const [table, key] of tables.flatMap((each) => keys.map((name) => [each, name] as const))) {
      const values = root[table]
      const bounded =
        isRecord(values) && Object.hasOwn(values, key) ? bound(values[key], key, workspace) : undefined
      if (bounded === undefined) continue
      const at = { file: document.file, ...document.places(table).keyed(key)?.value }
      if ('problem' in bounded) problems.push({ ...at, message: bounded.problem })
      else {
        warnings.push({ ...at, message: bounded.warning })
        root = { ...root, [table]: { ...(values as object), [key]: bounded.value } }
      }
    }
  }
  return { root, problems, warnings }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What makes a text more than a configuration can need, told without parsing it; `undefined` where nothing does. */
export function excessOf(text: string): string | undefined {
  if (excessWith(text) === undefined) return undefined
  // By `\n` alone, which is what ends a comment: after a line separator in a string, a `#` begins none.
  return excessWith(text.replace(/(^|\n)[ \t]*#[^\n]*/g, '$1'))
}

function excessWith(text: string): string | undefined {
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

/** The texts of a key that takes one or a list of them, each once; `undefined` where it is neither. */
function textsOf(value: unknown): readonly string[] | undefined {
  const list: unknown = typeof value === 'string' ? [value] : value
  return Array.isArray(list) && list.every((each) => typeof each === 'string')
    ? [...new Set(list)]
    : undefined
}

function withoutOrdinary(value: unknown): Bound {
  const names = textsOf(value) ?? []
  const own = names.slice(0, MOST_LISTED).filter((name) => !isOrdinary(name.trim()))
  if (own.length === names.length) return undefined
  const ordinary = names.filter((name) => !own.includes(name))
  return {
    value: own,
    warning: `arm_on_env: ${some(ordinary)} may be set in any session and arms nothing here; use a name of your own`,
  }
}

function withoutNetwork(value: unknown): Bound {
  const network = textsOf(value)?.filter((path) => /^\s*[\\/]{2}/.test(path)) ?? []
  return network.length === 0
    ? undefined
    : { problem: `paths must be on this machine, but has ${some(network)}` }
}

/** Of more paths than are looked at whoever reads the table tells. */
function withoutOutside(value: unknown, _key: string, workspace: string): Bound {
  const paths = textsOf(value) ?? []
  if (paths.length > MOST_LISTED) return undefined
  const inside = paths.filter((path) => path.trim() === '' || isInside(path, workspace))
  if (inside.length === paths.length) return undefined
  const outside = paths.filter((path) => !inside.includes(path))
  return {
    value: inside,
    warning: `paths: ${some(outside)} lies outside of the workspace and is not watched; your own config.toml may name it`,
  }
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
