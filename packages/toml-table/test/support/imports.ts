import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The packages a module loads as soon as it is imported, itself or by way of the files it imports. What a dynamic
 * import loads later and what only types come from is not among them.
 */
export function packagesLoadedBy(file: string, seen: Set<string> = new Set()): readonly string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const imports = new Bun.Transpiler({ loader: 'ts' }).scanImports(readFileSync(file, 'utf8'))
  const loaded = imports
    .filter(({ kind }) => kind === 'import-statement')
    .flatMap(({ path }) =>
      path.startsWith('.') ? packagesLoadedBy(join(dirname(file), path), seen) : [path],
    )
  return [...new Set(loaded)].sort()
}
