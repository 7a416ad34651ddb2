import { converse } from '../drive/converse.ts'
import { print } from '../drive/print.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import type { Script, ToolCall } from '../model-server/script.ts'
import type { Sandbox } from '../sandbox.ts'
import { AS, bash, load } from './models.ts'
import type { Scenario } from './scenario.ts'

/** A repository with others in it, all of long ago: one that is vendored, one of a package, and a submodule. */
const NESTED = `export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
git init -q lib; echo 1 > lib/file; git -C lib add -A; git -C lib ${AS} commit -qm lib
mv lib "$TMPDIR/lib"
git init -q; mkdir -p notes node_modules/dep
git -c protocol.file.allow=always clone -q "$TMPDIR/lib" vendor/lib
git init -q node_modules/dep
printf 'node_modules\\n.dos\\n' > .gitignore
printf '[marker]\\nmax_streak = 9\\n' > notes/dos.toml
ln -s notes linked
git -c protocol.file.allow=always submodule --quiet add "$TMPDIR/lib" sub
git add -A 2>/dev/null; git ${AS} commit -qm all`

/** A session that wanders: one budget and one `dos.toml`, those of the project it was started in. */
export const FOLDERS: readonly Scenario[] = [
  {
    host: claudeCode,
    name: 'cd',
    about:
      'Into a vendored repository, a submodule, a package, a folder with a dos.toml, a link: one budget.',
    model: wanders('vendor/lib', 'sub', 'node_modules/dep', 'notes', 'linked', '.'),
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    config: '[marker]\nmax_streak = 5\nrespect_stop_hook_active = false\n',
    prepare: NESTED,
    drive: print('Wait for the build.'),
    // Each turn goes somewhere and says that it waits.
    expect: { requests: 12, held: 5, stops: 6, tallies: ['MMMMM'] },
    expectOfRival: { requests: 2, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'cd-work',
    about: 'What is committed in the repository that the model stands in is progress.',
    model: commitsIn('vendor/lib'),
    hooks: [
      { on: 'session-start', run: 'dos-hook marker --reset' },
      { on: 'stop', run: 'dos-hook marker --loop' },
    ],
    config: '[marker]\nmax_streak = 1\n',
    prepare: NESTED,
    drive: converse('WORK', 'WORK', 'WORK', 'WAIT'),
    expect: { requests: 8, held: 1, stops: 5, tallies: ['RRRRM'] },
    expectOfRival: { requests: 7, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'worktree',
    about: 'EnterWorktree: the same budget before it and in it.',
    model: entersWorktree('Wait'),
    hooks: [{ on: 'stop', run: 'dos-hook marker --loop' }],
    config: '[marker]\nmax_streak = 3\nrespect_stop_hook_active = false\n',
    prepare: NESTED,
    drive: converse('Hello.', 'Wait for the build.'),
    expect: { requests: 7, held: 3, stops: 5, tallies: ['MMM'] },
    expectOfRival: { requests: 4, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'worktree-after-work',
    about: 'A commit that was counted is none again where a new worktree shows it.',
    model: entersWorktree('ENTER'),
    hooks: [
      { on: 'session-start', run: 'dos-hook marker --reset' },
      { on: 'stop', run: 'dos-hook marker --loop' },
    ],
    prepare: NESTED,
    drive: converse('WORK', 'ENTER'),
    // The commit and the word on it; the tool that was looked for, the worktree, the word on it; one hold.
    expect: { requests: 6, held: 1, stops: 3, tallies: ['RRM'] },
    expectOfRival: { requests: 5, held: 0, tallies: [] },
  },
  {
    host: claudeCode,
    name: 'cd-to-and-fro',
    about:
      'Two commits, each in another repository, are two pieces of work, however often it goes to and fro.',
    model: goesToAndFro('vendor/lib', 'node_modules/dep'),
    hooks: [
      { on: 'session-start', run: 'dos-hook marker --reset' },
      { on: 'stop', run: 'dos-hook marker --loop' },
    ],
    config: '[marker]\nmax_streak = 3\n',
    prepare: NESTED,
    drive: converse('WORK', 'WORK', 'WAIT', 'WAIT', 'WAIT', 'WAIT'),
    // Four turns of two requests, three of them held.
    expect: { requests: 15, held: 3, stops: 9, tallies: ['RRRMMM'] },
    expectOfRival: { requests: 12, held: 0, tallies: [] },
  },
]

/** In each turn goes to the next of these folders of the project, and says that it waits. */
function wanders(...folders: readonly string[]): (sandbox: Sandbox) => Script {
  return ({ project }) => {
    const steps = folders.flatMap((folder) => [bash(`cd ${project}/${folder} && pwd`), undefined])
    return () => {
      const step = steps.shift()
      return step === undefined ? { text: `Still waiting (${steps.length} to go).` } : { tools: [step] }
    }
  }
}

/** At every prompt that says WORK goes there and commits; talks at every other. */
function commitsIn(folder: string): (sandbox: Sandbox) => Script {
  return ({ project }) => {
    let lines = 0
    return ({ tail }) => {
      if (!tail.includes('WORK')) return { text: 'Done for now.' }
      lines += 1
      const commit = `echo ${lines} >> file && git ${AS} commit -qam ${lines}`
      return { tools: [bash(`cd ${project}/${folder} && ${commit}`)] }
    }
  }
}

/** At every prompt goes to the other of two folders; commits there where it says WORK, some seconds before and after. */
function goesToAndFro(one: string, other: string): (sandbox: Sandbox) => Script {
  return ({ project }) => {
    let turns = 0
    return ({ tail }) => {
      const works = tail.includes('WORK')
      if (!works && !tail.includes('WAIT')) return { text: `Done for now (${turns}).` }
      turns += 1
      const commit = `sleep 2; echo ${turns} >> file; git add file; git ${AS} commit -qm ${turns}; sleep 2`
      return { tools: [bash(`cd ${project}/${turns % 2 === 1 ? one : other}${works ? `; ${commit}` : ''}`)] }
    }
  }
}

/** Commits at a prompt that says WORK (seconds after the session has begun, and before the turn ends), goes into a worktree at one with this word, and talks at every other. */
function entersWorktree(word: string): () => Script {
  return () => {
    const enter: ToolCall = { name: 'EnterWorktree', input: { name: 'aside' } }
    const steps = [load('EnterWorktree'), enter]
    let requests = 0
    return ({ messages, tail }) => {
      requests += 1
      if (tail.includes('WORK'))
        return {
          tools: [bash(`sleep 2; echo 1 > work.txt; git add work.txt; git ${AS} commit -qm 1; sleep 2`)],
        }
      const step = messages.some(({ text }) => text.includes(word)) ? steps.shift() : undefined
      return step === undefined ? { text: `Still waiting (${requests}).` } : { tools: [step] }
    }
  }
}
