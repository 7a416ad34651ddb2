import { TABLES } from '@dos/hook-call/config/config-toml'
import type { ConfigLayer, ConfigReading } from '@dos/hook-call/config/reading'
import type { Io } from '@dos/hook-call/io'
import { DEFAULT_PROGRESS_POLICY } from '@dos/progress'
import { entriesOf } from '@dos/toml-table/table'
import { findMention, valueIn } from '@dos/toml-table/toml'
import { DEFAULT_WAIT_POLICY } from '@dos/wait'
import { DEFAULT_WAKE_POLICY } from '@dos/wake-gate'

/** One setting in force. */
export interface Setting {
  /** The table, or `environment`. */
  readonly table: string
  readonly key: string
  readonly value: unknown
  readonly from: Origin
}

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'built in' }
  | { readonly kind: 'flag' | 'variable'; readonly name: string }
  | {
      readonly kind: 'user' | 'workspace'
      readonly file: string
      readonly line?: number
      /** The table it stands in, where that is another one. */
      readonly table?: string
    }

const BUILT_IN: Origin = { kind: 'built in' }

/** Where the cap of a table is looked for, in this order, in each file. */
const CAPS: Readonly<Record<string, readonly string[]>> = {
  marker: ['marker', 'noop_streak'],
  wake: ['wake', 'marker', 'noop_streak'],
}

/** Every setting in force, table by table; `cap` is `--max-markers`. */
export function settingsOf(
  { config, layers }: Extract<ConfigReading, { ok: true }>,
  cap: number | undefined,
  env: Io['env'],
): readonly Setting[] {
  const policies: Readonly<Record<string, object>> = {
    marker: config.marker,
    noop_streak: config.streak,
    progress: config.progress ?? DEFAULT_PROGRESS_POLICY,
    wait: config.wait ?? DEFAULT_WAIT_POLICY,
    wake: config.wake ?? DEFAULT_WAKE_POLICY,
  }
  const inTables = TABLES.flatMap((each) =>
    entriesOf(each).map(([field, { name: key }]): Setting => {
      const table = each.name
      const sources = key === 'max_streak' ? CAPS[table] : undefined
      if (cap !== undefined && sources !== undefined) {
        return { table, key, value: cap, from: { kind: 'flag', name: '--max-markers' } }
      }
      const policy = policies[table] as Readonly<Record<string, unknown>>
      return { table, key, value: policy[field], from: originOf(layers, sources ?? [table], key) }
    }),
  )
  return [
    ...inTables,
    variable('stdin_timeout_ms', 'DOS_HOOK_STDIN_TIMEOUT_MS', env, 2000),
    variable('metrics', 'DOS_HOOK_METRICS', env, true),
  ]
}

function variable(key: string, name: string, env: Io['env'], builtIn: unknown): Setting {
  const given = env[name]
  const base = { table: 'environment', key }
  return given === undefined || given === ''
    ? { ...base, value: builtIn, from: BUILT_IN }
    : { ...base, value: given, from: { kind: 'variable', name } }
}

/** The nearest file that names the key in one of these tables. */
function originOf(layers: readonly ConfigLayer[], tables: readonly string[], key: string): Origin {
  for (const { whose, document } of layers.toReversed()) {
    const table = tables.find((each) => valueIn(document, each, key) !== undefined)
    if (table === undefined) continue
    const line = findMention(document, table, key)?.value.line
    return {
      kind: whose,
      file: document.file,
      ...(line !== undefined && { line }),
      ...(table !== tables[0] && { table }),
    }
  }
  return BUILT_IN
}
