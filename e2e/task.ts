import type { Options } from './options.ts'
import { SCENARIOS } from './scenarios/index.ts'
import { fullName, type Scenario } from './scenarios/scenario.ts'

/** One scenario on one version of its host, as data that another process can read. */
export interface Task {
  /** The scenario's full name. */
  readonly scenario: string
  readonly version: string
}

/** Every scenario on every version that was asked for, and those that a version is too old for. */
export interface Plan {
  readonly tasks: readonly Task[]
  readonly tooOld: readonly Task[]
}

/** Puts scenarios and versions together, scenario by scenario. */
export function planOf(scenarios: readonly Scenario[], versions: Options['versions']): Plan {
  const all = scenarios.flatMap((scenario) =>
    (versions[scenario.host.name] ?? [scenario.host.version]).map((version) => ({ scenario, version })),
  )
  const asTask = ({ scenario, version }: (typeof all)[number]): Task => ({
    scenario: fullName(scenario),
    version,
  })
  const runs = ({ scenario: { since }, version }: (typeof all)[number]): boolean =>
    since === undefined || Bun.semver.order(version, since) >= 0
  return {
    tasks: all.filter(runs).map(asTask),
    tooOld: all.filter((one) => !runs(one)).map(asTask),
  }
}

/** The scenario of a task. */
export function scenarioOf({ scenario: name }: Task): Scenario {
  const scenario = SCENARIOS.find((one) => fullName(one) === name)
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
  return scenario
}

/** `claude-code@2.1.332/talk`: for people, and for folders once the slash is gone. */
export function taskName({ scenario, version }: Task): string {
  return scenario.replace('/', `@${version}/`)
}
