import { print } from '../drive/print.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import { droid } from '../hosts/droid.ts'
import { AS, bash, polls, talks } from './models.ts'
import type { Scenario } from './scenario.ts'

const BLOCKS = `printf '%s' '{"decision":"block","reason":"Another plugin: keep going."}'`

/** After how many iterations the other plugin ends its loop, to keep the run without the hook finite. */
const ITERATIONS = 20

const HALT = '[marker]\nmax_streak = 2\nrespect_stop_hook_active = false\non_exhausted = "halt"\n'

const COMMIT = `git add -A; git ${AS} commit -qm loop`

/** Loops of other plugins beside the hook: they block every Stop, and write down which time it was. */
export const LOOPS: readonly Scenario[] = [
  {
    host: claudeCode,
    name: 'halt',
    about:
      'Another plugin blocks every Stop: once the budget of two is spent, the run is ended over its head.',
    model: talks,
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    besides: [{ on: 'stop', run: BLOCKS }],
    config: HALT,
    drive: print('Wait for the build.'),
    // Two markers; spent, and released; kept going all the same, and halted.
    expect: { requests: 4, held: 2, halted: 1, stops: 4, tallies: ['MMSH'] },
    // The host's own cap.
    expectOfRival: { requests: 9, tallies: [] },
  },
  ralph('ralph', 'The state of its loop, which nobody ignores, is no progress of the agent.', {
    state: '.claude/ralph-loop.local.md',
  }),
  ralph('ralph-tracked', 'Nor is it where it was committed.', {
    state: '.claude/ralph-loop.local.md',
    prepare: COMMIT,
  }),
  ralph('ralph-logs', 'Nor is a new file an iteration in a folder that loops keep for themselves.', {
    state: '.ralph/logs/$N.md',
  }),
  ralph('ralph-ignored', 'Nor is a file that dos.toml names, tracked or not.', {
    state: 'loop/state.md',
    prepare: COMMIT,
    config: '[progress]\nignore = ["/loop/"]\n',
  }),
  {
    host: droid,
    name: 'no-halt',
    about:
      "It can't halt: another hook's block would win. So the wish is refused, and never answered with a halt.",
    model: talks,
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    config: HALT,
    drive: print('Wait for the build.'),
    expect: { requests: 1, held: 0, stops: 1, tallies: [], complaint: /on_exhausted/ },
    expectOfRival: { requests: 1, held: 0, tallies: [] },
  },
]

/** A Stop hook as ralph-loop's: it counts its iterations in a file and blocks. `$N` in the path is the iteration. */
function ralph(
  name: string,
  about: string,
  {
    state,
    prepare,
    config = '',
  }: { readonly state: string; readonly prepare?: string; readonly config?: string },
): Scenario {
  const at = (n: string): string => state.replace('$N', n)
  return {
    host: claudeCode,
    name,
    about,
    // A look with a tool in every held turn: the host's own cap never ends it.
    model: polls(bash('true')),
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    besides: [{ on: 'stop', run: `sh "$CLAUDE_PROJECT_DIR/.claude/loop.sh"` }],
    config: HALT + config,
    files: {
      '.claude/loop.sh': `cd "$CLAUDE_PROJECT_DIR" || exit 0
N=$(($(cat "$TMPDIR/iteration" 2>/dev/null || echo 0) + 1))
[ "$N" -le ${ITERATIONS} ] || exit 0
echo "$N" > "$TMPDIR/iteration"
mkdir -p "${at('x').replace(/[^/]*$/, '.')}"
printf -- '---\\nactive: true\\niteration: %s\\n---\\nKeep going.\\n' "$N" > "${at('$N')}"
printf '{"decision":"block","reason":"Iteration %s: keep going."}' "$N"
`,
      [at('0')]: '---\nactive: true\niteration: 0\n---\nKeep going.\n',
    },
    prepare: `git init -q; ${prepare ?? ''}`,
    drive: print('Wait for the build.'),
    // A first turn; three more of two requests each: the second marker, the spent budget, the halt.
    expect: { requests: 7, held: 2, halted: 1, stops: 4, tallies: ['MMSH'] },
    expectOfRival: { requests: 1 + 2 * ITERATIONS, tallies: [] },
  }
}
