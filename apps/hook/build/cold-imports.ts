import { dirname } from 'node:path'
import type { BunPlugin } from 'bun'

/** The text of each cold module, by path. */
type ColdSources = ReadonlyMap<string, string>

/**
 * Bundles a script and everything it needs into one text that runs under Node and Bun, with what is imported
 * dynamically kept out of the parser's way.
 *
 * A bundler inlines such a module behind a function, but its text still has to be parsed at every start: 75 KiB of
 * TOML parsers and help texts were measured at a quarter of a whole call. Here it goes in as a string, which costs
 * next to nothing, and is imported from a data URL once it is asked for. What a cold module imports dynamically
 * itself is nested in the same way. It gets copies of its own of what it imports statically, so no class or object
 * may be compared across the border.
 */
export async function bundle(entry: string): Promise<string> {
  const found = new Set<string>()
  await build(
    entry,
    onDynamicImport((path) => ({ path: note(found, path), external: true })),
  )
  const sources = new Map<string, string>()
  for (const path of found) sources.set(path, await bundle(path))
  return build(entry, fromSources(sources))
}

function note(found: Set<string>, path: string): string {
  found.add(path)
  return path
}

function fromSources(sources: ColdSources): BunPlugin {
  const namespace = 'cold'
  const redirect = onDynamicImport((path) => ({ path, namespace }))
  return {
    name: 'cold-sources',
    setup: (builder) => {
      redirect.setup(builder)
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        loader: 'js',
        contents: stub(sources.get(path)),
      }))
    },
  }
}

/** A module that imports the source it carries, and exports what that does. */
function stub(source: string | undefined): string {
  if (source === undefined) throw new Error('a dynamic import turned up only in the second pass')
  const url = `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`
  const { exports } = new Bun.Transpiler({ loader: 'js' }).scan(source)
  const names = exports.map((name) =>
    name === 'default' ? 'export default cold.default' : `export const ${name} = cold.${name}`,
  )
  return `const cold = await import(${JSON.stringify(url)})\n${names.join('\n')}`
}

function onDynamicImport(
  answer: (path: string) => { path: string; external?: true; namespace?: string },
): BunPlugin {
  return {
    name: 'dynamic-imports',
    setup: (builder) => {
      builder.onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
        if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined
        // The bundler would read a data URL and inline it again.
        return path.startsWith('data:')
          ? { path, external: true }
          : answer(Bun.resolveSync(path, dirname(importer)))
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
  return output.text()
}
