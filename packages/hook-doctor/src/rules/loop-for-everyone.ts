import type { Rule } from '../rule.ts'
import { everyWired, isLoop, isMarker, placeOf, whose, wireAnew } from '../wired.ts'

const BY_HAND = 'take --loop out, and start loops with DOS_LOOP=1 or with settings of their own'

/** `--loop` where sessions read it that a person sits before: it says that every Stop belongs to a loop. */
export const loopForEveryone: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => isMarker(hook) && isLoop(hook))
    .map((wired) => {
      const everywhere = wired.file.scope !== 'project' && wired.file.scope !== 'local'
      return {
        id: everywhere ? 'loop-for-everyone' : 'loop-in-project',
        area: 'wiring',
        severity: everywhere ? 'error' : 'info',
        what: `--loop stands in ${whose(wired)}`,
        why: everywhere
          ? 'it holds the turns of every session, also of those that you sit before, and you pay for each'
          : 'it holds the turns of every session in this project, also of one that you sit before',
        mend: everywhere ? wireAnew(wired, BY_HAND, false) : { edit: BY_HAND },
        place: placeOf(wired),
      }
    })
