import type { Finding } from '../finding.ts'
import { hearingWords } from '../hearing-words.ts'
import type { HostFacts } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { compareVersions } from '../versions.ts'
import { isMarker, placeOf, wireAnew, wiredInto } from '../wired.ts'

/** Whether each host runs what is wired into it, whatever the settings say: it is known by its having called. */
export const hearing: Rule = ({ hosts, now }) =>
  hosts.flatMap((host): readonly Finding[] => {
    const heard = hearingWords(host, now)
    if (heard === undefined) return []
    const [file] = wiredInto(host).map(({ file }) => file.file)
    const common = {
      area: 'wiring',
      what: `${host.title}: ${heard.words}`,
      ...(file !== undefined && { place: { file } }),
    } as const
    if (heard.kind === 'called') {
      return [{ ...common, id: 'last-called', severity: 'info', why: 'the host runs the hook' }]
    }
    if (heard.kind === 'not-yet') {
      const why = 'let one turn end in a new session, then run dos-hook doctor again'
      return [{ ...common, id: 'not-called-yet', severity: 'info', why }]
    }
    return [
      {
        ...common,
        id: 'never-called',
        severity: 'error',
        why: 'the host does not run the hook: these sessions were not guarded',
        mend: {
          edit: `mend what else is told of ${host.title} here; if that is nothing, start a new session, see whether ${host.title} lists the hook, and wire it again with \`dos-hook init\``,
        },
      },
    ]
  })

/** Of several verbs that are wired, one that the host has never called, while it called another. */
export const verbNeverCalled: Rule = ({ hosts }) =>
  hosts.flatMap((host) => silentVerbs(host).map((verb) => toFinding(host, verb)))

/** At each Stop both are called; before the first Stop only a prompt has been. `rearm` waits for a tool that is rare. */
function silentVerbs(host: HostFacts): readonly ('marker' | 'wake')[] {
  const { calls = {}, wiredAt = 0, sessions = 0 } = host.hearing
  const isCalled = (verb: string) => (calls[verb] ?? 0) >= Math.max(1, wiredAt)
  const stops = wiredInto(host).filter(({ hook }) => hook.moment === 'stop')
  const marker = stops.some(({ hook }) => isMarker(hook))
  const wake = stops.some(({ hook }) => hook.verb === 'wake')
  if (!marker || !wake) return []
  if (isCalled('marker') && !isCalled('wake')) return ['wake']
  return isCalled('wake') && !isCalled('marker') && sessions > 1 ? ['marker'] : []
}

function toFinding(host: HostFacts, verb: 'marker' | 'wake'): Finding {
  const wired = wiredInto(host).find(({ hook }) => hook.verb === verb)
  return {
    id: 'verb-never-called',
    area: 'wiring',
    severity: 'warning',
    what: `${host.title} has never called ${verb}, though it is wired and ${verb === 'wake' ? 'marker' : 'wake'} was called`,
    why: `what ${verb} guards goes on without a bound`,
    mend: { edit: 'start a new session: a host may read its settings only then' },
    ...(wired && { place: placeOf(wired) }),
  }
}

/** A host that calls another version than the one that looks. */
export const versionDiffers: Rule = ({ hosts, version }) =>
  hosts.flatMap((host): readonly Finding[] => {
    const called = host.hearing.version
    const [wired] = wiredInto(host)
    if (called === undefined || wired === undefined || called === version) return []
    const older = compareVersions(called, version) < 0
    return [
      {
        id: older ? 'wired-older' : 'wired-newer',
        area: 'versions',
        severity: older ? 'warning' : 'info',
        what: `${host.title} called dos-hook ${called} last, ${older ? 'older' : 'newer'} than this one, which is ${version}`,
        why: older
          ? 'what is told here of the configuration need not hold for it'
          : 'it may know keys and records that are unknown here',
        ...(older && { mend: wireAnew(wired, 'update what is installed there') }),
        place: placeOf(wired),
      },
    ]
  })
