import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parserAsModule } from './parser-as-module.ts'
import { utilOfAnyNode } from './util-of-any-node.ts'

/** A package of which code is in what is shipped. */
interface Bundled {
  readonly name: string
  readonly version: string
  /** What its manifest calls its licence. */
  readonly licence: string
  /** Its licence and its notices, word for word. */
  readonly texts: readonly string[]
}

/** The files in which packages keep their terms. */
const TERMS = /^(licen[cs]e|copying|copyright|notice)([-.\w]*)$/i

const HEAD = `Third-party code in dos-hook

The files of this package hold code of the packages below, which are others' work; here are their terms. A command that is
compiled with Bun holds Bun itself as well: https://bun.com/docs/project/licensing
`

/**
 * The notices of everything that the entries bundle, by the bundler's own list of modules.
 *
 * @throws when a package has no licence text: its code may not be shipped
 */
export async function makeNotices(entries: readonly string[]): Promise<string> {
  const packages = [...new Set((await modulesOf(entries)).flatMap((path) => packageOf(path) ?? []))]
  const bundled = packages.map(readTerms).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [HEAD, ...bundled.map(notice)].join('\n')
}

/** Every module that is bundled, also where it is imported dynamically. */
async function modulesOf(entrypoints: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await Bun.build({
    entrypoints: [...entrypoints],
    target: 'bun',
    format: 'esm',
    splitting: true,
    metafile: true,
    plugins: [parserAsModule, utilOfAnyNode],
  })
  if (metafile === undefined) throw new Error('the bundler names no modules')
  return Object.keys(metafile.inputs)
}

/** The folder of the package that a module is of; `undefined`: of this repository. */
export function packageOf(path: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(`/${path}`)?.[0].slice(1)
}

/** Reads what a package says of itself, and its terms. @throws when there are none */
export function readTerms(folder: string): Bundled {
  const { name, version, license: licence } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => TERMS.test(file))
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  if (!texts.some((text) => text !== '')) throw new Error(`${name}@${version} has no licence text`)
  if (typeof licence !== 'string') throw new Error(`${name}@${version} does not say what its licence is`)
  return { name, version, licence, texts }
}

function notice({ name, version, licence, texts }: Bundled): string {
  return `${'='.repeat(80)}\n${name} ${version} (${licence})\n\n${texts.join('\n\n')}\n`
}
