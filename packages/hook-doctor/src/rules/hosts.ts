import type { HostFacts } from '../facts.ts'
import type { Case, Mend, Rule } from '../finding.ts'
import { hearingWords } from '../hearing.ts'
import { everyWired, isStopMarker, placeOf, whose, wireAnew, wiredInto } from '../wired.ts'

/** Whether a host runs what is wired into it, of one kind. */
function heard(kind: 'called' | 'never' | 'not-yet'): Rule['find'] {
  return ({ hosts, now }) =>
    hosts.flatMap((host) => {
      const found = hearingWords(host, now)
      const [file] = wiredInto(host).map(({ file }) => file.file)
      if (found?.kind !== kind) return []
      return { what: `${host.title}: ${found.words}`, ...(file !== undefined && { place: { file } }) }
    })
}

/** What a settings file has that keeps the host from reading it. Never with a frame: such files may hold keys. */
function dropped(kind: 'invalid' | 'dropped' | 'unreadable'): Rule['find'] {
  return ({ hosts }) =>
    hosts.flatMap((host) =>
      host.files.flatMap((file): readonly Case[] => {
        const { trouble } = file
        if (trouble?.kind !== kind) return []
        const { line, column = 1, message } = trouble
        const owner = whose({ host, file })
        return [
          {
            what:
              kind === 'unreadable'
                ? `${owner} can't be read: ${message}`
                : `${host.title} drops ${owner}: ${message}`,
            place: { file: file.file, ...(line !== undefined && { line, column }) },
          },
        ]
      }),
    )
}

const TO_CORRECT: Mend = { edit: 'correct it there, then run dos-hook doctor again' }
const NEVER_RUN = 'the host never runs the hooks that are wired'

/** Hosts in which something is wired that this program may write. */
function wiredHosts(hosts: readonly HostFacts[]) {
  return hosts
    .map((host) => ({ host, wired: wiredInto(host).filter(({ file }) => file.scope !== 'managed') }))
    .filter(({ wired }) => wired.length > 0)
}

/** Rules about hosts as a whole: whether they call the hook, and what is known to keep them from it. */
export const HOST_RULES: readonly Rule[] = [
  {
    id: 'last-called',
    area: 'wiring',
    severity: 'info',
    why: 'the host runs the hook',
    find: heard('called'),
  },
  {
    id: 'not-called-yet',
    area: 'wiring',
    severity: 'info',
    why: 'let one turn end in a new session, then run dos-hook doctor again',
    find: heard('not-yet'),
  },
  {
    id: 'never-called',
    area: 'wiring',
    severity: 'error',
    why: 'the host does not run the hook: these sessions were not guarded',
    mend: {
      edit: 'mend what else is told of this host here; if that is nothing, start a new session, see whether the host lists the hook, and wire it again with `dos-hook init`',
    },
    find: heard('never'),
  },
  {
    id: 'verb-never-called',
    area: 'wiring',
    severity: 'warning',
    why: 'what it guards goes on without a bound',
    mend: { edit: 'start a new session: a host may read its settings only then' },
    // At each Stop both are called; before the first Stop only a prompt has been. `rearm` waits for a tool that is rare.
    find: ({ hosts }) =>
      hosts.flatMap((host): readonly Case[] => {
        const { calls = {}, wiredAt = 0, sessions = 0 } = host.hearing
        const isCalled = (verb: string) => (calls[verb] ?? 0) >= Math.max(1, wiredAt)
        const stops = wiredInto(host).filter(({ hook }) => hook.moment === 'stop')
        const marker = stops.find(isStopMarker)
        const wake = stops.find(({ hook }) => hook.verb === 'wake')
        if (marker === undefined || wake === undefined || isCalled('marker') === isCalled('wake')) return []
        const [silent, other] = isCalled('marker') ? [wake, 'marker'] : [marker, 'wake']
        if (silent === marker && sessions < 2) return []
        const { verb } = silent.hook
        const what = `${host.title} has never called ${verb}, though it is wired and ${other} was called`
        return [{ what, place: placeOf(silent) }]
      }),
  },
  {
    id: 'settings-unreadable',
    area: 'wiring',
    severity: 'warning',
    why: 'what is wired there is not known, and the host may not be able to read it either',
    mend: { edit: 'make it a file that you may read' },
    find: dropped('unreadable'),
  },
  {
    id: 'settings-invalid',
    area: 'wiring',
    severity: 'error',
    why: 'the host drops the whole file, and the hooks in it with it',
    mend: TO_CORRECT,
    find: dropped('invalid'),
  },
  {
    id: 'settings-dropped',
    area: 'wiring',
    severity: 'error',
    why: 'for this one entry the host passes over the whole file, and the hooks in it with it',
    mend: TO_CORRECT,
    find: dropped('dropped'),
  },
  {
    id: 'hooks-disabled',
    area: 'wiring',
    severity: 'error',
    why: NEVER_RUN,
    find: ({ hosts, personalHooksOff }) =>
      wiredHosts(hosts).flatMap(({ host, wired }) => [
        ...host.switches
          .filter(({ only }) => only === undefined || wired.some(({ file }) => file.file === only))
          .map(({ name, file }) => ({
            what: `${name} in ${file} switches hooks of ${host.title} off`,
            mend: { edit: `take ${name} out there` },
            place: { file },
          })),
        ...(personalHooksOff && host.host === 'claude-code' && wired.some(({ file }) => file.scope === 'user')
          ? [
              {
                // Alone it did nothing in print mode of 2.1.332; what else it takes is not known.
                severity: 'warning' as const,
                what: `CLAUDE_CODE_PERSONAL_HOOKS_OFF in this environment may switch the hooks in ${host.title}'s user settings off`,
                mend: { edit: 'start sessions without that variable' },
              },
            ]
          : []),
      ]),
  },
  {
    id: 'managed-hooks-only',
    area: 'wiring',
    severity: 'error',
    why: NEVER_RUN,
    mend: { edit: 'ask whoever manages this machine to wire dos-hook there' },
    find: ({ hosts }) =>
      wiredHosts(hosts).flatMap(({ host }) =>
        host.files
          .filter(({ managedHooksOnly }) => managedHooksOnly)
          .map((file) => ({
            what: `allowManagedHooksOnly stands in ${whose({ host, file })}`,
            place: { file: file.file },
          })),
      ),
  },
  {
    // Codex 0.169 doesn't read `.codex` of a project it doesn't trust, whatever trust a hook has (measured).
    id: 'project-untrusted',
    area: 'wiring',
    severity: 'error',
    why: 'it does not read the hooks in it at all, and without a terminal it does not say so',
    find: ({ hosts }) =>
      hosts.flatMap((host) => {
        const inProject = wiredInto(host).find(
          ({ file: { scope } }) => scope === 'project' || scope === 'local',
        )
        if (inProject === undefined || host.projectTrusted !== false) return []
        return {
          what: `${host.title} does not trust this project`,
          mend: { edit: `start ${host.host} in the project, and trust it when it asks` },
          place: { file: inProject.file.file },
        }
      }),
  },
  {
    // Hooks that their host asks its user about first: `codex exec` runs without them and doesn't say so.
    id: 'untrusted',
    area: 'wiring',
    severity: 'error',
    why: 'the host does not run it, and without a terminal it does not say so',
    find: (facts) =>
      everyWired(facts).flatMap((wired): readonly Case[] => {
        const { host, hook } = wired
        if (hook.distrust === undefined) return []
        const isOff = hook.distrust === 'off'
        // A run may go round the trust (`--dangerously-bypass-hook-trust`): the next one that doesn't is not guarded.
        const isBypassed = !isOff && hearingWords(host, facts.now)?.kind === 'called'
        const state = isOff ? 'is turned off there' : 'is not trusted yet'
        return [
          {
            what: `the hook on ${hook.event} of ${host.title} ${isBypassed ? 'was called, by runs that ask for no trust: others leave it out' : state}`,
            mend: {
              edit: `start ${host.host}, type /hooks and ${isOff ? 'turn it on' : 'trust it'} there`,
            },
            ...(isBypassed && { severity: 'warning' as const, why: 'without a terminal they do not say so' }),
            place: placeOf(wired),
          },
        ]
      }),
  },
  {
    // Bound in both, one Stop takes two places of the budget.
    id: 'read-by-two',
    area: 'wiring',
    severity: 'warning',
    find: ({ hosts }) =>
      hosts.flatMap((host) =>
        host.readBy.flatMap(({ title, files, sure }): readonly Case[] => {
          const marker = wiredInto(host).find((one) => files.includes(one.file.file) && isStopMarker(one))
          const other = hosts.find((each) => each.title === title)
          if (marker === undefined || other === undefined || !wiredInto(other).some(isStopMarker)) return []
          return [
            {
              ...(sure ? {} : { severity: 'info' as const }),
              what: `${title} ${sure ? 'also runs' : 'can be set to run'} the hooks in ${whose(marker)}, and has its own`,
              why: `one turn of ${title} then takes two places of the budget`,
              mend: {
                edit: `wire one of the two only: \`dos-hook remove --host ${other.host}\` takes out its own`,
              },
              place: placeOf(marker),
            },
          ]
        }),
      ),
  },
  {
    id: 'version-differs',
    area: 'versions',
    severity: 'warning',
    why: 'what is told here of the configuration need not hold for it',
    find: ({ hosts, version }) =>
      hosts.flatMap((host): readonly Case[] => {
        const called = host.hearing.version
        const [wired] = wiredInto(host)
        if (called === undefined || wired === undefined || called === version) return []
        return [
          {
            what: `${host.title} called dos-hook ${called} last, and this one is ${version}`,
            mend: wireAnew(wired, 'update what is installed there'),
            place: placeOf(wired),
          },
        ]
      }),
  },
]
