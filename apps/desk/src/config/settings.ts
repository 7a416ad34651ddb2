import type { ConfigLayer, ConfigReading } from '@dos/hook-call/config/config'
import { TABLES, type TableName, valueIn } from '@dos/hook-call/config/config-toml'
import { guardConfigOf } from '@dos/hook-call/config/wake-config'
import type { Io } from '@dos/hook-call/io'
import { DEFAULT_PROGRESS_POLICY } from '@dos/progress'
import { DEFAULT_WAIT_POLICY } from '@dos/wait'

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
const CAPS: Readonly<Record<string, readonly TableName[]>> = {
  marker: ['marker', 'noop_streak'],
  noop_streak: ['noop_streak'],
  wake: ['wake', 'marker', 'noop_streak'],
}

/**
 * Every setting in force, table by table.
 *
 * @param cap - `--max-markers`
 */
export function settingsOf(
  reading: Extract<ConfigReading, { ok: true }>,
  cap: number | undefined,
  env: Io['env'],
): readonly Setting[] {
  const { layers } = reading
  return [
    ...Object.entries(TABLES).flatMap(([table, keys]) =>
      keys.map((key): Setting => {
        const isCap = key === 'max_streak'
        if (isCap && cap !== undefined && table !== 'noop_streak') {
          return { table, key, value: cap, from: { kind: 'flag', name: '--max-markers' } }
        }
        const from = originOf(layers, isCap ? (CAPS[table] ?? []) : [table as TableName], key)
        return { table, key, value: valueInForce(reading, table as TableName, key), from }
      }),
    ),
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
function originOf(layers: readonly ConfigLayer[], tables: readonly TableName[], key: string): Origin {
  for (const { whose, document } of layers.toReversed()) {
    const table = tables.find((each) => valueIn(document, each, key) !== undefined)
    if (table === undefined) continue
    const line = document.places(table).keyed(key)?.value.line
    return {
      kind: whose,
      file: document.file,
      ...(line !== undefined && { line }),
      ...(table !== tables[0] && { table }),
    }
  }
  return BUILT_IN
}

function valueInForce(reading: Extract<ConfigReading, { ok: true }>, table: TableName, key: string): unknown {
  const { config } = reading
  const guard = guardConfigOf(reading, undefined)
  const policies: Readonly<Record<TableName, object>> = {
    marker: config.marker,
    noop_streak: { maxStreak: config.noopStreak },
    progress: config.progress ?? DEFAULT_PROGRESS_POLICY,
    wait: config.waitTable ?? DEFAULT_WAIT_POLICY,
    wake: guard.ok ? guard.config.policy : {},
  }
  return (policies[table] as Readonly<Record<string, unknown>>)[fieldOf(key)]
}

/** The field of a policy that a key of its table sets: the same words, but for one that no field may be called. */
function fieldOf(key: string): string {
  return key === 'then' ? 'onceMet' : key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
