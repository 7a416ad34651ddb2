import type { Facts } from './facts.ts'
import type { Area } from './finding.ts'
import type { SettingsFacts } from './host-facts.ts'
import { median } from './median.ts'
import { everyWired, wiredInto } from './wired.ts'

/** What to say of an area in which nothing is wrong, in one sentence. */
export const FINE: Readonly<Record<Area, (facts: Facts) => string>> = {
  configuration: ({ config: { text, file, marker } }) => {
    const armed = marker === undefined ? '' : `, armed by ${armedBy(marker.armOnEnv, marker.armOnEvent)}`
    const budget = marker === undefined ? '' : `: a budget of ${marker.maxStreak}${armed}`
    return text === undefined
      ? `there is no dos.toml, and the defaults are in force${budget}`
      : `${file} is in order${budget}`
  },
  wiring: (facts) => {
    const wired = facts.hosts.flatMap((host) => {
      const names = [...new Set(wiredInto(host).map(({ file }) => scopeName(file)))]
      return names.length === 0 ? [] : [`${host.title} (${names.join(', ')})`]
    })
    return wired.length === 0 ? 'nothing is wired, and no host asks for it' : `wired into ${wired.join(', ')}`
  },
  budget: ({ config: { marker } }) =>
    marker === undefined
      ? 'nothing to say while the configuration is not known'
      : `at most ${marker.maxStreak} turns in a row without progress`,
  versions: ({ commands, version }) => {
    const ran = commands.filter(({ run }) => run.kind === 'ran')
    if (ran.length === 0) return `this is ${version}; no wired command was asked for its own`
    return `${ran.length === 1 ? 'the wired command is' : `all ${ran.length} wired commands are`} ${version}`
  },
  tally: ({ tally: { count, folder } }) =>
    count === 0
      ? `no tally yet; one can be made in ${folder}`
      : `${count === 1 ? 'one tally' : `${count} tallies`} in ${folder}, in order`,
  latency: (facts) => {
    const ran = facts.commands.flatMap(({ command, run }) =>
      run.kind === 'ran' && run.ms.length > 0
        ? [`${command} takes ${Math.round(median(run.ms))} ms, at most ${Math.round(Math.max(...run.ms))}`]
        : [],
    )
    if (ran.length > 0) return ran.join('; ')
    return everyWired(facts).length === 0
      ? 'nothing is wired that could take time'
      : 'no wired command was measured'
  },
}

function armedBy(variables: readonly string[], lists: readonly string[]): string {
  const names = [...variables, ...lists.map((list) => `the event's ${list}`)]
  return names.length === 0 ? '--loop alone' : names.join(' or ')
}

function scopeName({ scope, plugin }: SettingsFacts): string {
  return plugin === undefined ? scope : `plugin ${plugin}`
}
