import { expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dir)

const REFUSED = [
  'export const a = () => Date.now()',
  'export const a = () => new Date()',
  'export const a = () => new Date',
  'export const a = () => Date()',
  "export const a = () => Date['now']()",
  'export const a = () => new Date(Date.now())',
  'export const a = () => Date.parse(String(Date.now()))',
  'export const { now } = Date',
  'export const Clock = Date',
  'export const a = () => Math.random()',
  "export const a = () => Math['random']()",
  'export const { random } = Math',
  'export const a = () => performance.now()',
  'export const a = () => crypto.randomUUID()',
  'export const a = () => globalThis.Date.now()',
  'let a = 1',
  'export let a: readonly string[] = []',
  'var a = 1',
  'const a = new Map<string, string>()',
  'const a: Set<string> = new Set()',
  'export const a = new WeakMap<object, string>()',
  'const a: string[] = []',
  'const a: Record<string, string> = {}',
  'if (true) { let a = 1 }',
]

const TAKEN = [
  "export const a = Date.parse('2026-06-09')",
  'export const a = Date.UTC(2026, 5)',
  'export const a = (at: number) => new Date(at).toISOString()',
  'export const a = (value: unknown) => value instanceof Date',
  'export type A = Date',
  'export const a = Math.max(1, Math.floor(2.5))',
  'export function a() { let b = 1; const c = new Map(); b += 1; return [b, c] }',
  'export const a = () => { const b: string[] = []; return b }',
  "const a: ReadonlySet<string> = new Set(['b'])",
  "const a: readonly string[] = ['b']",
]

test('A clock, randomness and state of a module are refused in a pure package, and calculations are not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pure-lint-'))
  try {
    const { linter } = pureRules()
    const rules = { preset: 'none', style: linter.rules.style }
    writeFileSync(
      join(folder, 'biome.json'),
      JSON.stringify({ linter: { rules }, plugins: [join(ROOT, 'pure.grit')] }),
    )
    for (const [at, code] of [...REFUSED, ...TAKEN].entries())
      writeFileSync(join(folder, `${at}.ts`), `${code}\n`)
    const biome = join(ROOT, 'node_modules', '.bin', 'biome')
    const { stdout } = Bun.spawnSync([biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.'], {
      cwd: folder,
    })
    const found = new Set([...stdout.toString().matchAll(/(\d+)\.ts,line=/g)].map(([, at]) => Number(at)))
    expect(REFUSED.filter((_, at) => !found.has(at))).toEqual([])
    expect(TAKEN.filter((_, at) => found.has(at + REFUSED.length))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('Every package that calls itself pure is held to these rules', () => {
  const isPure = (name: string) =>
    /"tags": \["pure"\]/.test(readFileSync(join(ROOT, 'packages', name, 'turbo.json'), 'utf8'))
  const pure = readdirSync(join(ROOT, 'packages')).filter(isPure)
  expect(pure.length).toBeGreaterThan(8)
  expect(pureRules().includes).toEqual(pure.map((name) => `packages/${name}/src/**`).toSorted())
})

interface Override {
  readonly includes: readonly string[]
  readonly plugins?: readonly string[]
  readonly linter: { readonly rules: { readonly style: object } }
}

/** The override of the linter's settings that names the pure packages. */
function pureRules(): Override {
  const { overrides } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
  const rules = (overrides as readonly Override[]).find(({ plugins }) => plugins?.includes('./pure.grit'))
  if (rules === undefined) throw new Error('no override of biome.json has the plugin ./pure.grit')
  return rules
}
