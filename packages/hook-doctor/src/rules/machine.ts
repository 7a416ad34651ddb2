import type { Rule } from '../finding.ts'

/** Milliseconds. A call takes some 10 compiled and 60 under Node; a person notices from here on. */
const SLOW = 300

/** The middle of some numbers; of none it is 0. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** `this one takes 12 ms, at most 15`. */
export function latencyWords({
  what,
  ms,
}: {
  readonly what: string
  readonly ms: readonly number[]
}): string {
  return `${what} takes ${Math.round(median(ms))} ms, at most ${Math.round(Math.max(...ms))}`
}

/** Rules about this machine: the tallies on its disk, what can be seen of progress, how quick the program is. */
export const MACHINE_RULES: readonly Rule[] = [
  {
    id: 'progress-unseen',
    area: 'progress',
    severity: 'warning',
    why: 'a turn that did work is counted as if it had done nothing, and the model is told that nobody could look',
    mend: { edit: 'see to that, or watch files that can be seen: paths in [progress]' },
    find: ({ progressLook }) =>
      progressLook?.unseen === undefined
        ? []
        : [{ what: `progress can't be seen here: ${progressLook.unseen}` }],
  },
  {
    // A log, a heartbeat, the state of a loop. Or work in one file.
    id: 'progress-by-one-file',
    area: 'progress',
    severity: 'warning',
    why: 'what a loop writes for itself is no work: while it counts as progress, the loop never ends',
    find: ({ tally: { read } }) =>
      read.flatMap(({ session, file, loneFile }) =>
        loneFile === undefined
          ? []
          : {
              what: `the untracked file ${loneFile.path} alone gave ${session} its budget back ${loneFile.times} times in a row`,
              mend: { edit: `if it is no work, write into dos.toml, under [progress]: ${loneFile.line}` },
              place: { file },
            },
      ),
  },
  {
    id: 'tally-not-writable',
    area: 'tally',
    severity: 'error',
    why: 'a turn is held only once its record is on the disk: where none can be, every turn is let end',
    mend: { edit: 'give yourself the right to write there, or move away what stands there' },
    find: ({ tally: { obstacle } }) =>
      obstacle === undefined
        ? []
        : [
            {
              what: `no tally can be written: ${obstacle.path} ${obstacle.why}`,
              place: { file: obstacle.path },
            },
          ],
  },
  {
    id: 'tally-outside',
    area: 'tally',
    severity: 'error',
    why: 'a cloned repository must not choose where files grow: the tally is refused, and every turn is let end',
    mend: { edit: 'remove the link' },
    find: ({ tally: { outside } }) =>
      outside === undefined
        ? []
        : [{ what: `a link leads out of the workspace, to ${outside.to}`, place: { file: outside.path } }],
  },
  {
    id: 'tally-unreadable',
    area: 'tally',
    severity: 'error',
    why: 'where the streak is unknown no turn of that session is held',
    mend: { edit: 'move the file away; a new one is made by itself' },
    find: ({ tally: { read } }) =>
      read.flatMap(({ file, refused }) => (refused === undefined ? [] : { what: refused, place: { file } })),
  },
  {
    id: 'tally-tracked',
    area: 'tally',
    severity: 'warning',
    why: 'every record shows up as a change, and whoever clones the repository starts with your count',
    mend: { run: 'git rm -r --cached .dos' },
    find: ({ tally: { tracked = 0, folder } }) =>
      tracked === 0
        ? []
        : [
            {
              what: `git keeps ${tracked === 1 ? 'a file' : `${tracked} files`} of .dos`,
              place: { file: folder },
            },
          ],
  },
  {
    id: 'slow-command',
    area: 'latency',
    severity: 'warning',
    why: 'the host waits for it at the end of every turn, also of those that it lets pass',
    mend: { edit: 'wire the command for yourself: `dos-hook init --scope user`' },
    find: ({ programs }) =>
      programs
        .filter(({ ms }) => median(ms) > SLOW)
        .map((program) => ({ what: latencyWords(program), place: { file: program.file } })),
  },
]
