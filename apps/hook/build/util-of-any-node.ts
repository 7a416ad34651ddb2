import type { BunPlugin } from 'bun'

/** Stands in for `node:util` where a library takes from it what early versions of Node 20 don't have yet. */
const SHIM = `
import * as util from 'node:util'
export const { stripVTControlCharacters } = util
export const styleText = util.styleText ?? ((style, text) => text)
`

/**
 * Lets the library that asks questions run under Node before 20.12, where styleText is missing: a name that is not
 * there keeps a whole file from loading. Without it, questions have no colours.
 */
export const utilOfAnyNode: BunPlugin = {
  name: 'util-of-any-node',
  setup: (builder) => {
    builder.onResolve({ filter: /^node:util$/ }, ({ importer }) =>
      /[\\/]@clack[\\/]/.test(importer) ? { path: 'util', namespace: 'util-of-any-node' } : undefined,
    )
    builder.onLoad({ filter: /.*/, namespace: 'util-of-any-node' }, () => ({ loader: 'js', contents: SHIM }))
  },
}
