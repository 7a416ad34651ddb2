import { dirname } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { BunPlugin } from 'bun'

/**
 * Bundles a script and everything it needs into one text that runs under Node and Bun, with what is imported
 * dynamically kept out of the parser's way.
 *
 * A bundler inlines such a module behind a function, but its text still has to be parsed at every start: 75 KiB of
 * TOML parsers and help texts were measured at a quarter of a whole call. Here it goes in as a string, and is
 * imported from a data URL once it is asked for. What a cold module imports dynamically itself is needed only to
 * explain a mistake; it is compressed as well, because even a string costs 1 ms in 100 KiB.
 *
 * A cold module gets copies of its own of what it imports statically, so no class or object may be compared across
 * the border.
 */
export function bundle(entry: string): Promise<string> {
  return bundleAt(0, entry)
}

async function bundleAt(depth: number, entry: string): Promise<string> {
  const found = new Set<string>()
  await build(
    entry,
    onDynamicImport((path) => ({ path: note(found, path), external: true })),
  )
  const stubs = new Map<string, string>()
  for (const path of found)
    stubs.set(path, stub(await bundleAt(depth + 1, path), depth === 0 ? asText : asBrotli))
  return build(entry, fromStubs(stubs))
}

function note(found: Set<string>, path: string): string {
  found.add(path)
  return path
}

function fromStubs(stubs: ReadonlyMap<string, string>): BunPlugin {
  const namespace = 'cold'
  const redirect = onDynamicImport((path) => ({ path, namespace }))
  return {
    name: 'cold-stubs',
    setup: (builder) => {
      redirect.setup(builder)
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => {
        const contents = stubs.get(path)
        if (contents === undefined) throw new Error(`${path} is imported only in the second pass`)
        return { loader: 'js', contents }
      })
    },
  }
}

/** A module that imports the source it carries, and exports what that does. */
function stub(source: string, carry: (source: string) => string): string {
  const { exports } = new Bun.Transpiler({ loader: 'js' }).scan(source)
  const names = exports.map((name) =>
    name === 'default' ? 'export default cold.default' : `export const ${name} = cold.${name}`,
  )
  return `${carry(source)}\nconst cold = await import('data:text/javascript;base64,' + Buffer.from(source).toString('base64'))\n${names.join('\n')}`
}

function asText(source: string): string {
  return `const source = ${JSON.stringify(source)}`
}

function asBrotli(source: string): string {
  const packed = brotliCompressSync(source).toString('base64')
  return `import { brotliDecompressSync } from 'node:zlib'
const source = brotliDecompressSync(Buffer.from(${JSON.stringify(packed)}, 'base64')).toString()`
}

function onDynamicImport(
  answer: (path: string) => { path: string; external?: true; namespace?: string },
): BunPlugin {
  return {
    name: 'dynamic-imports',
    setup: (builder) => {
      builder.onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
        // `import('data:…' + …)` has no path to resolve, and is left as it stands.
        if (kind !== 'dynamic-import' || /^(node|bun):/.test(path)) return undefined
        return answer(Bun.resolveSync(path, dirname(importer)))
      })
    },
  }
}

async function build(entry: string, plugin: BunPlugin): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [entry],
    target: 'node',
    format: 'esm',
    minify: true,
    plugins: [plugin],
  })
  const [output] = outputs
  if (output === undefined || outputs.length > 1) throw new Error(`${entry} did not become one file`)
  return withoutUnusedRequire(await output.text())
}

/** Bun's bundler brings `createRequire` along for every Node target, and loading its module takes 0.3 ms. */
function withoutUnusedRequire(source: string): string {
  const [statement, name] = /^import\{createRequire as (\w+)\}from"node:module";/.exec(source) ?? []
  if (statement === undefined || name === undefined) return source
  const rest = source.slice(statement.length)
  return rest.includes(`${name}(import.meta.url)`) ? source : rest
}
