import type { Facts } from './facts.ts'
import type { Area } from './finding.ts'
import type { SettingsFacts } from './host-facts.ts'
import { median } from './median.ts'
import { wiredInto } from './wired.ts'

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
    const [self] = programs
    const measured = programs.filter(({ ms }) => ms.length > 0)
    if (measured.length === 0) return `not measured: ${self?.trouble ?? 'nothing was started'}`
    return measured
      .map(
        ({ what, ms }) =>
          `${what} takes ${Math.round(median(ms))} ms, at most ${Math.round(Math.max(...ms))}`,
      )
      .join('; ')
  },
}

function armedBy(variables: readonly string[], lists: readonly string[]): string {
  const names = [...variables, ...lists.map((list) => `the event's ${list}`)]
  return names.length === 0 ? '--loop alone' : names.join(' or ')
}

function scopeName({ scope, plugin }: SettingsFacts): string {
  return plugin === undefined ? scope : `plugin ${plugin}`
}
