/**
 * Times whole calls of the command against an empty Bun script, paired: in every round each case runs once, so that a
 * machine that slows down slows all of them, and in an order that is drawn anew, so that none always runs after the
 * same other one: what runs after Node finds the processor's caches full of Node, and was seen to take 5 to 8 % longer.
 * Prints a Markdown table.
 *
 *   bun run bench [--rounds N]
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { cpus, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encodeRecord } from '@dos/marker-sensor'
import { buildBinary, buildScript } from '../apps/hook/build/build.ts'

interface Case {
  readonly name: string
  readonly command: readonly string[]
  /** What its times may be at most, as a multiple of the other case's or as milliseconds on top of them. */
  readonly bound?: { readonly against: string } & ({ readonly ratio: number } | { readonly plusMs: number })
  /** Puts the case back where it started; not timed. */
  readonly prepare?: () => void
}

/** Whole calls of one case, in milliseconds, round by round. */
type Times = readonly number[]

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '60' } } })
const rounds = Math.max(40, Number(values.rounds))
const folder = mkdtempSync(join(tmpdir(), 'dos-hook-bench-'))
const EVENT = new TextEncoder().encode(
  JSON.stringify({ session_id: 'bench', hook_event_name: 'Stop', stop_hook_active: false, cwd: folder }),
)

/** What a host hands on, as far as it matters: Bun keeps what it has transpiled below HOME. */
const ENV = { PATH: process.env['PATH'], HOME: process.env['HOME'] }

async function main(): Promise<void> {
  try {
    report(measure(await cases(folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function cases(root: string): Promise<readonly Case[]> {
  const binary = buildBinary(root)
  const bundle = await buildScript(root)
  const empty = join(root, 'empty.js')
  writeFileSync(empty, '')
  const bun = process.execPath
  const baseline = `empty script (bun empty.js)`
  const held = ['marker', '--loop']

  const short = workspace(root, 'short', reset(10))
  const spent = workspace(root, 'spent', markers(10))
  const long = workspace(root, 'long', reset(1_000_000))
  const endless = workspace(root, 'endless', markers(1_000_000))
  const configured = workspace(
    root,
    'configured',
    reset(10),
    '[marker]\nmax_streak = 4\narm_on_env = ["DOS_LOOP"]\n',
  )

  const repository = inRepository(
    binary,
    workspace(root, 'repository', reset(10), '[progress]\nwatch = "commit"\n'),
  )
  const everything = inRepository(binary, workspace(root, 'everything', reset(10)))

  const call = (name: string, ws: Workspace, command: readonly string[], bound?: Case['bound']): Case => ({
    name,
    command: [...command, '--workspace', ws.folder],
    prepare: ws.restore,
    ...(bound && { bound }),
  })
  return [
    { name: baseline, command: [bun, empty] },
    call('unarmed', short, [binary, 'marker'], { against: baseline, ratio: 1.3 }),
    call('exhausted', spent, [binary, ...held], { against: baseline, ratio: 1.4 }),
    call('held', short, [binary, ...held], { against: baseline, ratio: 1.6 }),
    call('held, dos-hook.js under Bun', short, [bun, bundle, ...held], { against: baseline, ratio: 2.1 }),
    call('held, dos-hook.js by its name', short, [bundle, ...held]),
    call('held, dos-hook.js under Node', short, ['node', bundle, ...held]),
    call('held, with a dos.toml', configured, [binary, ...held], { against: 'held', ratio: 1.15 }),
    call('held, commit watched, 10,000 files', repository, [binary, ...held], {
      against: 'held, with a dos.toml',
      plusMs: 1,
    }),
    call('held, commit and tree watched, 10,000 files', everything, [binary, ...held]),
    call('unarmed, 1,000,000 lines', long, [binary, 'marker'], { against: 'unarmed', ratio: 1.1 }),
    call('held, 1,000,000 lines', long, [binary, ...held], { against: 'held', ratio: 1.1 }),
    call('exhausted, 1,000,000 lines, no reset', endless, [binary, ...held], {
      against: 'exhausted',
      ratio: 1.1,
    }),
  ]
}

interface Workspace {
  readonly folder: string
  readonly file: string
  readonly restore: () => void
}

function workspace(root: string, name: string, tally: string, config?: string): Workspace {
  const path = join(root, name)
  const file = join(path, '.dos', 'markers', 'bench.jsonl')
  mkdirSync(join(path, '.dos', 'markers'), { recursive: true })
  writeFileSync(join(path, '.dos', '.gitignore'), '*\n')
  writeFileSync(file, tally)
  if (config !== undefined) writeFileSync(join(path, 'dos.toml'), config)
  return { folder: path, file, restore: restoring(file) }
}

function restoring(file: string): () => void {
  const { size } = statSync(file)
  return () => truncateSync(file, size)
}

/** Makes the workspace a repository of 10,000 committed files, and takes a first look at it as the baseline. */
function inRepository(binary: string, one: Workspace): Workspace {
  for (let file = 0; file < 10_000; file += 1) {
    const folder = join(one.folder, `d${file % 100}`)
    if (file < 100) mkdirSync(folder)
    writeFileSync(join(folder, `f${file}.txt`), String(file))
  }
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid']
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...who, 'commit', '--quiet', '--message', 'bench'],
  ]) {
    const { exitCode } = Bun.spawnSync(['git', '-C', one.folder, ...args])
    if (exitCode !== 0) throw new Error(`git ${args.join(' ')} left with ${exitCode}`)
  }
  const reset = [binary, 'marker', '--reset', '--workspace', one.folder]
  // What was there when a session began is the baseline, and no work of its turns.
  const start = JSON.stringify({ session_id: 'bench', hook_event_name: 'SessionStart', source: 'startup' })
  const { exitCode } = Bun.spawnSync(reset, { stdin: Buffer.from(start), env: ENV })
  if (exitCode !== 0) throw new Error(`${reset.join(' ')} left with ${exitCode}`)
  return { ...one, restore: restoring(one.file) }
}

function markers(lines: number): string {
  return `${encodeRecord({ op: 'MARKER', id: crypto.randomUUID(), now: Date.now(), reason: 'bench' })}\n`.repeat(
    lines,
  )
}

function reset(lines: number): string {
  return `${markers(lines - 1)}${encodeRecord({ op: 'RESET', now: Date.now() })}\n`
}

function measure(all: readonly Case[]): ReadonlyMap<Case, Times> {
  const samples = new Map<Case, number[]>(all.map((one) => [one, []]))
  const warmUp = 3
  for (let round = 0; round < rounds + warmUp; round += 1) {
    process.stderr.write(`\rround ${round + 1} of ${rounds + warmUp} `)
    for (const one of shuffled(all)) {
      const sample = runOnce(one)
      if (round >= warmUp) samples.get(one)?.push(sample)
    }
  }
  process.stderr.write('\r\x1b[K')
  return samples
}

/** The same in an order of which each is as likely as any other (Fisher and Yates). */
function shuffled<T>(all: readonly T[]): readonly T[] {
  const left = [...all]
  return all.flatMap(() => left.splice(Math.floor(Math.random() * left.length), 1))
}

function runOnce(one: Case): number {
  one.prepare?.()
  const started = performance.now()
  const child = Bun.spawnSync([...one.command], { stdin: EVENT, stdout: 'pipe', stderr: 'pipe', env: ENV })
  const ms = performance.now() - started
  requireAnswer(one, child)
  return ms
}

function requireAnswer({ name }: Case, child: Bun.SyncSubprocess<'pipe', 'pipe'>): void {
  const holds = child.stdout.toString().startsWith('{"decision":"block"')
  if (child.exitCode !== 0 || holds !== name.startsWith('held') || child.stderr.length > 0) {
    throw new Error(
      `${name}: status ${child.exitCode}, ${child.stdout.toString()} ${child.stderr.toString()}`,
    )
  }
}

const TIME = '/usr/bin/time'

/**
 * The peak memory of one case in MiB, by GNU time, which starts it from a small process: what a large one starts
 * directly is charged with the large one's peak. `undefined` where there is no GNU time.
 */
function peakOf(one: Case): number | undefined {
  if (process.platform !== 'linux' || !existsSync(TIME)) return undefined
  const file = join(folder, 'peak')
  const peaks = Array.from({ length: 9 }, () => {
    one.prepare?.()
    const command = [TIME, '--format', '%M', '--output', file, ...one.command]
    requireAnswer(one, Bun.spawnSync(command, { stdin: EVENT, stdout: 'pipe', stderr: 'pipe', env: ENV }))
    return Number(readFileSync(file, 'utf8')) / 1024
  })
  return median(peaks)
}

function report(samples: ReadonlyMap<Case, Times>): void {
  const byName = new Map([...samples].map(([one, runs]) => [one.name, runs]))
  const baseline = [...samples.values()][0] ?? []
  const [cpu] = cpus()
  console.log(
    `Bun ${Bun.version}, ${process.platform} ${release()}, ${cpus().length} × ${cpu?.model.trim()}, ` +
      `${new Date().toISOString().slice(0, 10)}; medians of ${rounds} paired rounds.\n`,
  )
  console.log('| call | ms | × empty | against | seen | at most | peak MiB |')
  console.log('|---|---:|---:|---|---:|---:|---:|')
  for (const [one, runs] of samples) {
    const { name, bound } = one
    const other = bound === undefined ? [] : (byName.get(bound.against) ?? [])
    const [seen, most] = compare(runs, other, bound)
    const peak = peakOf(one)
    const cells = [
      name,
      median(runs).toFixed(2),
      pairedRatio(runs, baseline).toFixed(2),
      bound?.against.split(' (')[0] ?? '',
      seen,
      most,
      peak?.toFixed(1) ?? '–',
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

/** What was seen, and what may be at most, marked where it was missed. */
function compare(runs: Times, others: Times, bound: Case['bound']): readonly [string, string] {
  if (bound === undefined) return ['', '']
  const isRatio = 'ratio' in bound
  const seen = isRatio
    ? pairedRatio(runs, others)
    : median(runs.map((run, round) => run - (others[round] ?? Number.NaN)))
  const most = isRatio ? bound.ratio : bound.plusMs
  const text = (value: number): string =>
    isRatio ? value.toFixed(2) : `${value < 0 ? '' : '+'}${value.toFixed(2)} ms`
  return [text(seen), `${text(most)}${seen <= most ? '' : ' (missed)'}`]
}

/** The median over the rounds of one case's time over the other's in the same round. */
function pairedRatio(runs: Times, others: Times): number {
  return median(runs.map((run, round) => run / (others[round] ?? Number.NaN)))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]]
  return (low + high) / 2
}

await main()
