import type { Finding, Mend } from '../finding.ts'
import { groupBy } from '../group-by.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf, type Wired, wireAnew } from '../wired.ts'

/** Whether the program that hooks start is there, and is the same wherever it is started from; once for each file. */
export const program: Rule = (facts) =>
  groupBy(everyWired(facts), ({ file, hook }) => JSON.stringify([file.file, hook.program])).flatMap(
    (group) => {
      const [first] = group
      if (first === undefined) return []
      // Whether a path that begins in the folder is there depends on the folder.
      const isRelative = first.hook.program.named === 'relative'
      const missing = isRelative ? undefined : missingFinding(first, group)
      if (missing !== undefined) return [missing]
      return movingFinding(first, group) ?? []
    },
  )

function missingFinding(wired: Wired, group: readonly Wired[]): Finding | undefined {
  const { word, found } = wired.hook.program
  const common = {
    area: 'wiring',
    severity: 'error',
    why: 'the host cannot start the hook, and lets every turn end without a word to you',
    place: placeOf(wired),
  } as const
  switch (found) {
    case 'no':
      return {
        ...common,
        id: 'program-missing',
        what: `${subject(group)} ${word}, which is not there`,
        mend: mendMissing(wired),
      }
    case 'not-executable':
      return {
        ...common,
        id: 'program-not-executable',
        what: `${subject(group)} ${word}, which is no program that may be run`,
        mend: wireAnew(wired, 'make the file executable'),
      }
    default:
      return undefined
  }
}

function mendMissing(wired: Wired): Mend {
  return wired.file.scope === 'plugin'
    ? { edit: `install ${wired.hook.program.word} where the host finds it, or turn the plugin off` }
    : wireAnew(wired, 'name a program that is there, by its whole path')
}

function movingFinding(wired: Wired, group: readonly Wired[]): Finding | undefined {
  const { scope } = wired.file
  const { named, runner, word } = wired.hook.program
  // What a project's settings start comes from where they come from, and is to be found in each clone.
  if (scope === 'project' && named === 'by-name') return undefined
  const common = {
    area: 'wiring',
    mend: wireAnew(wired, 'name the program by its whole path'),
    place: placeOf(wired),
  } as const
  if (runner !== undefined) {
    return {
      ...common,
      id: 'folder-runs-first',
      severity: 'warning',
      what: `${subject(group)} dos-hook through ${runner}`,
      why: 'it asks the folder of the session first: a cloned repository can put code of its own there',
    }
  }
  if (named === 'relative') {
    return {
      ...common,
      id: 'relative-program',
      severity: 'warning',
      what: `${subject(group)} ${word}, a path that begins in the folder of the session`,
      why: 'elsewhere there is nothing, or something else: the guard is off, or a repository runs its own code',
    }
  }
  // A plugin is the same on every machine: it can't know a path.
  if (named === 'absolute' || scope === 'plugin') return undefined
  return {
    ...common,
    id: 'program-by-name',
    severity: 'info',
    what: `${subject(group)} ${word}, which is looked up by its name`,
    why: 'a host that is started from a desktop may have another PATH than your shell, and not find it',
  }
}

/** The hooks and what they do, up to the name of what they start. */
function subject(group: readonly Wired[]): string {
  const events = [...new Set(group.map(({ hook }) => hook.event))]
  const title = group[0]?.host.title ?? ''
  return events.length === 1
    ? `the hook on ${events[0]} of ${title} starts`
    : `the hooks on ${events.join(', ')} of ${title} start`
}
