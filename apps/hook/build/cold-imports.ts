import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BunPlugin } from 'bun'

/** What is no text in the script but a file beside it, by the end of its path, with that file's name. */
export const BESIDE: Readonly<Record<string, string>> = { 'desk/src/desk.ts': 'desk.js' }

/** Where the running script keeps its cold modules. */
const REGISTRY = `globalThis[Symbol.for('dos-hook.cold')]`

/** A module that is imported dynamically: its place in the registry, and the names it exports. */
interface ColdModule {
  readonly id: number
  readonly names: readonly string[]
}

/**
 * Bundles a script and everything it needs into one text that runs under Node and Bun, with what is imported
 * dynamically kept out of the parser's way.
 *
 * A bundler inlines such a module behind a function, but its text still has to be parsed at every start: 75 KiB of
 * TOML parsers and help texts were measured at a quarter of a whole call. Here each goes in once, as a string, and is
 * imported from a data URL when it is asked for. It gets copies of its own of what it imports statically, so no class
 * or object may be compared across the border.
 */
export async function bundle(entry: string): Promise<string> {
  const modules = await findColdModules(entry)
  const stubs = toStubs(modules)
  const sources = await Promise.all([...modules.keys()].map((path) => build(path, stubs)))
  return `${registry(sources)}${await build(entry, stubs)}`
}

/** Every module that the entry, or one of these modules, imports dynamically. They may import each other. */
async function findColdModules(entry: string): Promise<ReadonlyMap<string, ColdModule>> {
  const modules = new Map<string, ColdModule>()
  const queue = [entry]
  for (const path of queue) {
    const onImport = (cold: string): { path: string; external: true } => {
      if (!modules.has(cold) && besideOf(cold) === undefined) {
        modules.set(cold, { id: modules.size, names: exportsOf(cold) })
        queue.push(cold)
      }
      return { path: cold, external: true }
    }
    await build(path, onDynamicImport(onImport))
  }
  return modules
}

function exportsOf(path: string): readonly string[] {
  const loader = path.endsWith('.ts') ? 'ts' : 'js'
  return new Bun.Transpiler({ loader }).scan(readFileSync(path, 'utf8')).exports
}

/** The statement that puts every cold module where the stubs find it. */
function registry(sources: readonly string[]): string {
  // Compressed, because even a string costs 1 ms of every start in 100 KiB.
  const kept = sources.map((source) => JSON.stringify(gzipSync(source, { level: 9 }).toString('base64')))
  // Bun has the unpacking at hand; to load node:zlib would take it 6 ms.
  return `${REGISTRY}=(()=>{
const sources=[${kept.join(',')}];
const unpack=globalThis.Bun?.gunzipSync??(async(bytes)=>(await import('node:zlib')).gunzipSync(bytes));
return async(id)=>import('data:text/javascript;base64,'+Buffer.from(await unpack(Buffer.from(sources[id],'base64'))).toString('base64'));
})();
`
}

function toStubs(modules: ReadonlyMap<string, ColdModule>): BunPlugin {
  const namespace = 'cold'
  const redirect = onDynamicImport((path) => {
    const beside = besideOf(path)
    return beside === undefined ? { path, namespace } : { path: `./${beside}`, external: true }
  })
  return {
    name: 'cold-stubs',
    setup: (builder) => {
      redirect.setup(builder)
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => {
        const cold = modules.get(path)
        if (cold === undefined) throw new Error(`${path} was not found in the first pass`)
        return { loader: 'js', contents: stub(cold) }
      })
    },
  }
}

function besideOf(path: string): string | undefined {
  return Object.entries(BESIDE).find(([end]) => path.endsWith(end))?.[1]
}

/** A module that loads a cold one, and exports what that does. */
function stub({ id, names }: ColdModule): string {
  const exported = names.map((name) =>
    name === 'default' ? 'export default cold.default' : `export const ${name} = cold.${name}`,
  )
  return `const cold = await ${REGISTRY}(${id})\n${exported.join('\n')}`
}

function onDynamicImport(
  answer: (path: string) => { path: string; external?: true; namespace?: string },
): BunPlugin {
  return {
    name: 'dynamic-imports',
    setup: (builder) => {
      builder.onResolve({ filter: /.*/ }, ({ kind, path, importer }) =>
        kind !== 'dynamic-import' || /^(node|bun):/.test(path)
          ? undefined
          : answer(Bun.resolveSync(path, dirname(importer))),
      )
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
