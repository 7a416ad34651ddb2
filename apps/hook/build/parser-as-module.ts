import { dirname } from 'node:path'
import type { BunPlugin } from 'bun'

/**
 * Takes the JSON parser as the modules that it comes as, too. What it names first is one script for all loaders, whose
 * calls of a `require` that is handed to it no bundler sees: they would fail at run time.
 */
export const parserAsModule: BunPlugin = {
  name: 'parser-as-module',
  setup: (builder) => {
    builder.onResolve({ filter: /^jsonc-parser$/ }, ({ importer }) => ({
      path: Bun.resolveSync('jsonc-parser/lib/esm/main.js', dirname(importer)),
    }))
  },
}
