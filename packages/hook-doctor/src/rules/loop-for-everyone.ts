import type { Rule } from '../rule.ts'
import { everyWired, isLoop, isMarker, placeOf, type Wired, whose, wireAnew } from '../wired.ts'

const BY_HAND = 'take --loop out, and start loops with DOS_LOOP=1 or with settings of their own'

/** What says in the command of a hook that every Stop belongs to a loop. */
function saidBy({ hook }: Wired, armOnEnv: readonly string[]): string | undefined {
  return isLoop(hook) ? '--loop' : hook.sets.find((name) => armOnEnv.includes(name))
}

/** `--loop`, or a variable that arms, where sessions read it that a person sits before. */
export const loopForEveryone: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => isMarker(hook))
    .flatMap((wired) => {
      const said = saidBy(wired, facts.config.marker?.armOnEnv ?? [])
      if (said === undefined) return []
      const everywhere = wired.file.scope !== 'project' && wired.file.scope !== 'local'
      const byHand = {
        edit:
          said === '--loop'
            ? BY_HAND
            : `take ${said} out of the command, and set it in the environment of the loop`,
      }
      return [
        {
          id: everywhere ? 'loop-for-everyone' : 'loop-in-project',
          area: 'wiring',
          severity: everywhere ? 'error' : 'info',
          what: `${said} stands in ${said === '--loop' ? '' : 'the command of '}${whose(wired)}`,
          why: everywhere
            ? 'it holds the turns of every session, also of those that you sit before, and you pay for each'
            : 'it holds the turns of every session in this project, also of one that you sit before',
          mend: everywhere && said === '--loop' ? wireAnew(wired, BY_HAND, false) : byHand,
          place: placeOf(wired),
        },
      ]
    })
