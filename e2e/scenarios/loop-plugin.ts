import { basename, join } from 'node:path'
import { print } from '../drive/print.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Host } from '../hosts/host.ts'
import { bash, polls } from './models.ts'
import type { Scenario } from './scenario.ts'

/** Keeps the run without the hook finite: the plugin's own loop has no end by default. */
const ITERATIONS = 20

/**
 * A public loop plugin itself (`ralph-loop`, or `ralph-wiggum` as it was called before), loaded from the folder that
 * E2E_LOOP_PLUGIN names and started by its own command. No copy of it is kept here: without that folder there is no
 * such scenario.
 */
export const LOOP_PLUGIN: readonly Scenario[] = namedBy(process.env)

function namedBy(env: NodeJS.ProcessEnv): readonly Scenario[] {
  const folder = env['E2E_LOOP_PLUGIN']
  if (folder === undefined) return []
  const host: Host = {
    ...claudeCode,
    print: (prompt, options) => [...claudeCode.print(prompt, options), '--plugin-dir', folder],
  }
  return [
    {
      host,
      name: 'ralph-plugin',
      about:
        'The ralph-loop plugin itself runs on to its own limit; with the hook its run is ended at the cap.',
      // Every held turn runs a tool, so the host's own cap on blocked stops never ends the loop.
      model: polls(bash('true')),
      hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
      config: '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\non_exhausted = "halt"\n',
      prepare: `test -x ${JSON.stringify(join(folder, 'hooks', 'stop-hook.sh'))} && git init -q`,
      drive: print(`/${basename(folder)}:ralph-loop Wait for the build. --max-iterations ${ITERATIONS}`),
      expectOfRival: { requests: 1 + 2 * (ITERATIONS - 1), tallies: [] },
      expect: { requests: 7, held: 2, halted: 1, stops: 4, tallies: ['MMSH'] },
    },
  ]
}
