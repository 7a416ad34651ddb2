import type { Facts } from './facts.ts'
import { AREAS, type Area, type Finding, type Mend, type Rule, SEVERITIES } from './finding.ts'
import { CONFIGURATION_RULES } from './rules/configuration.ts'
import { ENTRY_RULES } from './rules/entries.ts'
import { HOST_RULES } from './rules/hosts.ts'
import { latencyWords, MACHINE_RULES } from './rules/machine.ts'
import { shellWord } from './shell-word.ts'
import { wiredInto } from './wired.ts'

/** Every rule there is. Their order decides nothing: findings are put in order by what they say. */
export const RULES: readonly Rule[] = [
  ...CONFIGURATION_RULES,
  ...HOST_RULES,
  ...ENTRY_RULES,
  ...MACHINE_RULES,
]

/**
 * Looks at all facts by every rule. The findings are in the order of their areas, in each the worst first; an area
 * without an error or a warning has one more that says what is fine about it.
 *
 * Hosts may share a file: what two of them would tell of the same place is told once.
 */
export function examine(facts: Facts): readonly Finding[] {
  const told = new Map<string, Finding>()
  for (const { id, area, severity, why = '', mend, find } of RULES) {
    for (const each of find(facts)) {
      const finding: Finding = { id, area, severity, why, ...(mend && { mend }), ...each }
      const { what, place } = finding
      const key = JSON.stringify([id, place?.line === undefined ? what : '', place])
      if (!told.has(key)) told.set(key, namingWorkspace(finding, facts))
    }
  }
  const found = [...told.values()]
  return AREAS.flatMap((area) => {
    const here = found.filter((finding) => finding.area === area).toSorted(byWeight)
    if (!isHealthy(here)) return here
    const fine = { id: `${area}-fine`, area, severity: 'ok', what: FINE[area](facts), why: '' } as const
    return [fine, ...here]
  })
}

/** Whether there is neither an error nor a warning among them. */
export function isHealthy(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error' && severity !== 'warning')
}

function byWeight(one: Finding, other: Finding): number {
  return SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)
}

function namingWorkspace(finding: Finding, { workspace, platform }: Facts): Finding {
  const { mend } = finding
  return mend === undefined ? finding : { ...finding, mend: nameWorkspace(mend, workspace, platform) }
}

/**
 * A command that acts on the workspace that was looked at, wherever it is pasted: this program finds again what it found
 * without being told, git takes the folder that it is started in.
 */
export function nameWorkspace(mend: Mend, { folder, from }: Facts['workspace'], platform: string): Mend {
  if (!('run' in mend)) return mend
  const { run } = mend
  const isGit = run.startsWith('git ')
  if (from === 'current-folder' || (from === 'elsewhere' && !isGit)) return mend
  const word = shellWord(folder, platform)
  if (word === undefined) return { edit: `in the workspace, call \`${run}\`` }
  return { run: isGit ? run.replace(/^git /, () => `git -C ${word} `) : `${run} --workspace ${word}` }
}

/** What to say of an area in which nothing is wrong, in one sentence. */
const FINE: Readonly<Record<Area, (facts: Facts) => string>> = {
  configuration: ({ config: { text, file, marker } }) => {
    const names = marker && [...marker.armOnEnv, ...marker.armOnEvent.map((list) => `the event's ${list}`)]
    const armed = names === undefined ? '' : `, armed by ${names.join(' or ') || '--loop alone'}`
    const budget = marker === undefined ? '' : `: a budget of ${marker.maxStreak}${armed}`
    return text === undefined
      ? `there is no dos.toml, and the defaults are in force${budget}`
      : `${file} is in order${budget}`
  },
  wiring: ({ hosts }) => {
    const wired = hosts.flatMap((host) => {
      const names = wiredInto(host).map(({ file: { scope, plugin } }) =>
        plugin === undefined ? scope : `plugin ${plugin}`,
      )
      return names.length === 0 ? [] : [`${host.title} (${[...new Set(names)].join(', ')})`]
    })
    return wired.length === 0 ? 'nothing is wired, and no host asks for it' : `wired into ${wired.join(', ')}`
  },
  budget: ({ config: { marker } }) =>
    marker === undefined
      ? 'nothing to say while the configuration is not known'
      : `at most ${marker.maxStreak} turns in a row without progress`,
  progress: ({ progressLook }) => {
    if (progressLook === undefined) return 'not looked at'
    const { saw, ms } = progressLook
    return saw === '' ? 'nothing is watched' : `one look took ${Math.round(ms)} ms and saw ${saw}`
  },
  versions: ({ hosts, version }) => {
    const called = hosts.filter(({ hearing }) => hearing.version !== undefined).map(({ title }) => title)
    return called.length === 0
      ? `this is ${version}`
      : `this is ${version}, and so is what ${called.join(', ')} called`
  },
  tally: ({ tally: { count, folder } }) =>
    count === 0
      ? `no tally yet; one can be made in ${folder}`
      : `${count === 1 ? 'one tally' : `${count} tallies`} in ${folder}, in order`,
  latency: ({ programs }) => {
    const measured = programs.filter(({ ms }) => ms.length > 0)
    return measured.length === 0
      ? `not measured: ${programs[0]?.trouble ?? 'nothing was started'}`
      : measured.map(latencyWords).join('; ')
  },
}
