import { capabilitiesOf } from '../capabilities-of.ts'
import type { Abilities } from '../capability.ts'
import type { HostName } from '../host-name.ts'

/** How something is known: seen in a real run, or read in the host's own documentation or source. */
export type Known = 'measured' | 'documented'

/** One ability of a host, and how it is known. */
export interface Fact {
  readonly ability: keyof Abilities
  readonly value: boolean | number | string
  readonly known: Known
  /** The version of the host it was measured on. */
  readonly version: string | undefined
}

/** All that is known of what a host can do, fact by fact. */
export function factsOf(host: HostName): readonly Fact[] {
  const { measuredOn, documented = [], lacks: _, ...abilities } = capabilitiesOf(host)
  return (Object.keys(abilities) as (keyof Abilities)[]).flatMap((ability) => {
    const value = abilities[ability]
    if (value === undefined) return []
    const version = documented.includes(ability) ? undefined : measuredOn
    return [{ ability, value, known: version === undefined ? 'documented' : 'measured', version }]
  })
}
