import type { Finding } from '../finding.ts'
import { groupBy } from '../group-by.ts'
import type { Rule } from '../rule.ts'
import { everyWired, isMarker, placeOf, type Wired, whose, wireAnew, wiredInto } from '../wired.ts'

/** A settings file that its host can't read either. Never with a frame: such files may hold keys and tokens. */
export const settingsTrouble: Rule = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.files.flatMap((file): readonly Finding[] => {
      const { trouble } = file
      if (trouble === undefined) return []
      const owner = whose({ host, file })
      if (trouble.kind === 'unreadable') {
        return [
          {
            id: 'settings-unreadable',
            area: 'wiring',
            severity: 'warning',
            what: `${owner} can't be read: ${trouble.message}`,
            why: 'what is wired there is not known, and the host may not be able to read it either',
            mend: { edit: `make ${file.file} a file that you may read` },
            place: { file: file.file },
          },
        ]
      }
      const { kind, line, column, message } = trouble
      return [
        {
          id: kind === 'dropped' ? 'settings-dropped' : 'settings-invalid',
          area: 'wiring',
          severity: 'error',
          what: `${host.title} drops ${owner}: ${message}`,
          why:
            kind === 'dropped'
              ? 'for this one entry the host passes over the whole file, and the hooks in it with it'
              : 'the host drops the whole file, and the hooks in it with it',
          mend: { edit: 'correct it there, then run dos-hook doctor again' },
          place: { file: file.file, ...(line !== undefined && { line, column: column ?? 1 }) },
        },
      ]
    }),
  )

/** Hooks that are switched off: all of them, those of a file, or all but an administrator's. */
export const hooksOff: Rule = ({ hosts, environment }) =>
  hosts.flatMap((host): readonly Finding[] => {
    const wired = wiredInto(host).filter(({ file }) => file.scope !== 'managed')
    if (wired.length === 0) return []
    const common = {
      area: 'wiring',
      severity: 'error',
      why: 'the host never runs the hooks that are wired',
    } as const
    const off = host.switches
      .filter(({ only }) => only === undefined || wired.some(({ file }) => file.file === only))
      .map(({ name, file }) => ({
        ...common,
        id: 'hooks-disabled' as const,
        what: `${name} in ${file} switches hooks of ${host.title} off`,
        mend: { edit: `take ${name} out there` },
        place: { file },
      }))
    const managed = host.files
      .filter(({ managedHooksOnly }) => managedHooksOnly)
      .map((file) => ({
        ...common,
        id: 'managed-hooks-only' as const,
        what: `allowManagedHooksOnly stands in ${whose({ host, file })}`,
        mend: { edit: 'ask whoever manages this machine to wire dos-hook there' },
        place: { file: file.file },
      }))
    const isPersonal = host.host === 'claude-code' && wired.some(({ file }) => file.scope === 'user')
    const personal =
      environment.personalHooksOff && isPersonal
        ? [
            {
              ...common,
              id: 'hooks-disabled' as const,
              // Alone it did nothing in print mode of 2.1.332; what else it takes is not known.
              severity: 'warning' as const,
              what: `CLAUDE_CODE_PERSONAL_HOOKS_OFF in this environment may switch the hooks in ${host.title}'s user settings off`,
              mend: { edit: 'start sessions without that variable' },
            },
          ]
        : []
    return [...off, ...managed, ...personal]
  })

/** Codex 0.169 doesn't read `.codex` of a project it doesn't trust, whatever trust a hook has (measured). */
export const projectUntrusted: Rule = ({ hosts }) =>
  hosts.flatMap((host): readonly Finding[] => {
    const inProject = wiredInto(host).find(({ file }) => file.scope === 'project' || file.scope === 'local')
    if (inProject === undefined || host.projectTrusted !== false) return []
    return [
      {
        id: 'project-untrusted',
        area: 'wiring',
        severity: 'error',
        what: `${host.title} does not trust this project`,
        why: 'it does not read the hooks in it at all, and without a terminal it does not say so',
        mend: { edit: `start ${host.host} in the project, and trust it when it asks` },
        place: { file: inProject.file.file },
      },
    ]
  })

/** A program that hooks name and that is not there, or that a folder of the session can stand in front of. */
export const program: Rule = (facts) =>
  groupBy(everyWired(facts), ({ file, hook }) => JSON.stringify([file.file, hook.program])).flatMap(
    (group): readonly Finding[] => {
      const [first] = group
      if (first === undefined) return []
      const { word, named, missing } = first.hook.program
      const common = { area: 'wiring', place: placeOf(first) } as const
      if (missing === 'package') {
        return [
          {
            ...common,
            id: 'package-missing',
            severity: 'error',
            what: `${subject(group)} the dos-hook that is installed in the project, and none is`,
            why: 'until the package is installed here, no session in this project is guarded',
            mend: { edit: 'install what the project names, with `npm install` or `bun install`' },
          },
        ]
      }
      if (missing === 'program') {
        const byHand =
          first.file.scope === 'plugin'
            ? `install ${word} where the host finds it, or turn the plugin off`
            : 'name a program that is there, by its whole path'
        return [
          {
            ...common,
            id: 'program-missing',
            severity: 'error',
            what: `${subject(group)} ${word}, which is not there`,
            why: 'the host cannot start the hook, and lets every turn end without a word to you',
            mend: wireAnew(first, byHand),
          },
        ]
      }
      // What a project's settings name comes from where they come from.
      const asksFolder = named === 'relative' || (named === 'by-runner' && first.file.scope !== 'project')
      if (!asksFolder) return []
      return [
        {
          ...common,
          id: 'folder-runs-first',
          severity: 'warning',
          what: `${subject(group)} ${named === 'relative' ? word : `dos-hook through ${word}`}`,
          why: 'it is looked up in the folder of the session first: a cloned repository can put code of its own there',
          mend: wireAnew(first, 'name the program by its whole path'),
        },
      ]
    },
  )

/** The hooks and what they do, up to the name of what they start. */
function subject(group: readonly Wired[]): string {
  const events = [...new Set(group.map(({ hook }) => hook.event))]
  const title = group[0]?.host.title ?? ''
  return events.length === 1
    ? `the hook on ${events[0]} of ${title} starts`
    : `the hooks on ${events.join(', ')} of ${title} start`
}

/** A host that runs the hooks in another's settings, too: bound in both, one Stop takes two places of the budget. */
export const readByTwo: Rule = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.readBy.flatMap(({ title, files, sure, dropsArguments }): readonly Finding[] => {
      const marker = wiredInto(host).find(
        ({ file, hook }) =>
          files.includes(file.file) &&
          hook.moment === 'stop' &&
          isMarker(hook) &&
          !(dropsArguments && hook.hasArguments),
      )
      const other = hosts.find((each) => each.title === title)
      const bound =
        other !== undefined && wiredInto(other).some(({ hook }) => hook.moment === 'stop' && isMarker(hook))
      if (marker === undefined || !bound) return []
      return [
        {
          id: 'read-by-two',
          area: 'wiring',
          severity: sure ? 'warning' : 'info',
          what: `${title} ${sure ? 'also runs' : 'can be set to run'} the hooks in ${whose(marker)}, and has its own`,
          why: `one turn of ${title} then takes two places of the budget`,
          mend: {
            edit: `wire one of the two only: \`dos-hook remove --host ${other.host}\` takes out its own`,
          },
          place: placeOf(marker),
        },
      ]
    }),
  )
