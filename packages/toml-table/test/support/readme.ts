import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One example of a README: what it says it prints, and what it does print. */
export interface ExampleRun {
  readonly promised: readonly string[]
  readonly printed: readonly string[]
}

/**
 * Runs every `ts` example of a package's README as a program of its own. What an example promises is what stands
 * after `// ` on lines of their own below its calls of `console.log`.
 */
export function runReadmeExamples(packageFolder: string): readonly ExampleRun[] {
  const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8')
  const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code)
  // Inside the package, so that it and its neighbours are found by name.
  const cache = join(packageFolder, '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'readme-'))
  try {
    return examples.map((code, index) => run(code, join(folder, `example-${index}.ts`)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(code: string, file: string): ExampleRun {
  writeFileSync(file, code)
  const { stdout, stderr } = Bun.spawnSync([process.execPath, file])
  const printed = `${stdout}${stderr}`.trimEnd().split('\n')
  const promised = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line = '']) => line)
  return { promised, printed }
}
