import { CLAUDE_CODE } from './claude-code.ts'
import { EVIDENCE } from './evidence.ts'
import { FOLDERS } from './folders.ts'
import { LOOP_PLUGIN } from './loop-plugin.ts'
import { LOOPS } from './loops.ts'
import { OTHER_HOSTS } from './other-hosts.ts'
import { fullName, type Scenario } from './scenario.ts'
import { WAITS } from './waits.ts'
import { WAKES } from './wakes.ts'
import { WIRED } from './wired.ts'

/** All scenarios, in the order they are run. */
export const SCENARIOS: readonly Scenario[] = [
  ...CLAUDE_CODE,
  ...EVIDENCE,
  ...LOOPS,
  ...LOOP_PLUGIN,
  ...FOLDERS,
  ...WAKES,
  ...OTHER_HOSTS,
  ...WAITS,
  ...WIRED,
]

/**
 * The scenarios of these names: `claude-code/talk`, or `claude-code` for all of a host, or `talk` for all hosts; no
 * names for all. Throws where a name fits none.
 */
export function select(names: readonly string[]): readonly Scenario[] {
  if (names.length === 0) return SCENARIOS
  const stranger = names.find((name) => !SCENARIOS.some((scenario) => fits(scenario, name)))
  if (stranger !== undefined) throw new Error(`there is no scenario or host "${stranger}"; see --list`)
  return SCENARIOS.filter((scenario) => names.some((name) => fits(scenario, name)))
}

function fits(scenario: Scenario, name: string): boolean {
  return [fullName(scenario), scenario.host.name, scenario.name].includes(name)
}
