import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf, type Wired, wireAnew } from '../wired.ts'

/** Whether the program that a hook starts is there, and is the same wherever it is started from. */
export const program: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => [...missing(wired), ...moving(wired)])

function missing(wired: Wired): readonly Finding[] {
  const { program, event } = wired.hook
  const of = `the hook on ${event} of ${wired.host.title}`
  const common = {
    area: 'wiring',
    severity: 'error',
    why: 'the host cannot start the hook, and lets every turn end without a word to you',
    place: placeOf(wired),
  } as const
  switch (program.found) {
    case 'no':
      return [
        {
          ...common,
          id: 'program-missing',
          what: `${of} starts ${program.word}, which is not there`,
          mend: wireAnew(wired, 'name a program that is there, by its whole path'),
        },
      ]
    case 'not-executable':
      return [
        {
          ...common,
          id: 'program-not-executable',
          what: `${of} starts ${program.word}, which is no program that may be run`,
          mend: wireAnew(wired, 'make the file executable'),
        },
      ]
    default:
      return []
  }
}

function moving(wired: Wired): readonly Finding[] {
  const { program, event } = wired.hook
  // What a project's settings start comes from where they come from, and is to be found in each clone.
  if (wired.file.scope === 'project' && program.named === 'by-name') return []
  const common = {
    area: 'wiring',
    mend: wireAnew(wired, 'name the program by its whole path'),
    place: placeOf(wired),
  } as const
  const of = `the hook on ${event} of ${wired.host.title}`
  if (program.runner !== undefined) {
    return [
      {
        ...common,
        id: 'folder-runs-first',
        severity: 'warning',
        what: `${of} is started through ${program.runner}`,
        why: 'it asks the folder of the session first: a cloned repository can put code of its own there',
      },
    ]
  }
  switch (program.named) {
    case 'relative':
      return [
        {
          ...common,
          id: 'relative-program',
          severity: 'warning',
          what: `${of} starts ${program.word}, a path that begins in the folder of the session`,
          why: 'elsewhere there is nothing, or something else: the guard is off, or a repository runs its own code',
        },
      ]
    case 'by-name':
      return [
        {
          ...common,
          id: 'program-by-name',
          severity: 'info',
          what: `${of} starts ${program.word}, which is looked up by its name`,
          why: 'a host that is started from a desktop may have another PATH than your shell, and not find it',
        },
      ]
    default:
      return []
  }
}
