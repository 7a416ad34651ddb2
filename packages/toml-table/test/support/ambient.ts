import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Statements that reach for the world outside: each has to be a type error in a pure package. */
export const AMBIENT_SNIPPETS: readonly string[] = [
  "import 'node:fs'",
  "import 'fs'",
  "import 'bun'",
  "require('node:fs')",
  "import('node:fs')",
  'process.env',
  'globalThis.process',
  'Bun.version',
  'import.meta.dir',
  "console.log('')",
  'setTimeout(() => 0, 1)',
  'queueMicrotask(() => 0)',
  'performance.now()',
  'crypto.randomUUID()',
  "fetch('')",
  "new URL('file:///')",
]

/** What a pure package is made of, so that a run which refuses everything is noticed. */
export const HARMLESS_SNIPPET = 'Math.max(0, ...new Set([1, 2]))'

const COMPILER = join(import.meta.dir, '../../../../node_modules/.bin/tsc')

/**
 * Compiles each snippet as if it stood in the package's `src`, in one run together with the whole of `src`: types
 * that a dependency drags in are then there for the snippets, too.
 *
 * @param compilerOptions - laid over those of the package
 * @returns for each snippet, in order, the first complaint of the compiler, or `undefined`
 */
export function compileIn(
  packageFolder: string,
  snippets: readonly string[],
  compilerOptions: Readonly<Record<string, unknown>> = {},
): readonly (string | undefined)[] {
  // Inside the package, so that types are looked up from there; under a name that git and the linter pass over.
  const cache = join(packageFolder, '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'ambient-'))
  try {
    for (const [index, snippet] of snippets.entries()) {
      writeFileSync(join(folder, `snippet-${index}.ts`), `${snippet}\n`)
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(packageFolder, 'tsconfig.json'),
        compilerOptions,
        include: [join(packageFolder, 'src'), join(folder, '*.ts')],
      }),
    )
    return complaintsOf(folder, snippets.length)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function complaintsOf(folder: string, snippets: number): readonly (string | undefined)[] {
  const run = Bun.spawnSync([COMPILER, '--pretty', 'false', '-p', folder], { cwd: folder })
  const complaints = new Map<number, string>()
  const elsewhere: string[] = []
  for (const line of run.stdout.toString().split('\n')) {
    const [, index, complaint] = /^snippet-(\d+)\.ts\(\d+,\d+\): (error .*)$/.exec(line) ?? []
    if (index === undefined || complaint === undefined) {
      if (/\berror TS\d+:/.test(line)) elsewhere.push(line)
    } else if (!complaints.has(Number(index))) complaints.set(Number(index), complaint)
  }
  if (elsewhere.length > 0) throw new Error(`The package itself does not compile:\n${elsewhere.join('\n')}`)
  return Array.from({ length: snippets }, (_, index) => complaints.get(index))
}
