import { capabilitiesOf } from '../capabilities-of.ts'
import type { Abilities } from '../capability.ts'
import { dialectOf, HOST_NAMES } from '../dialects.ts'
import type { HostName } from '../host-name.ts'
import { type Fact, factsOf } from './facts.ts'

/** What stands where nothing is known. */
const UNKNOWN = '?'

const HEAD = [
  'host',
  'measured on',
  'Stop event',
  'hold',
  'quiet hold',
  'halt',
  'notice',
  'status 2 holds',
  'own cap',
  'timeouts in',
  'default timeout',
  'trust',
]

/**
 * The capabilities of all hosts as a Markdown table. `[m]` is measured, `[d]` documented, `?` not known.
 */
export function capabilityTable(): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...HOST_NAMES.map(rowOf)]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function rowOf(host: HostName): readonly string[] {
  const { title, events } = dialectOf<HostName>(host)
  const capabilities = capabilitiesOf(host)
  const facts = factsOf(host)
  const cell = (ability: keyof Abilities): string => {
    const fact = facts.find((one) => one.ability === ability)
    return fact === undefined ? UNKNOWN : `${inWords(fact, capabilities)} [${fact.known.charAt(0)}]`
  }
  return [
    title,
    capabilities.measuredOn ?? '–',
    events.stop.map((name) => `\`${name}\``).join(', '),
    cell('hold'),
    cell('quietHold'),
    cell('halt'),
    cell('notice'),
    cell('statusTwoHolds'),
    cell('cap'),
    cell('timeoutUnit'),
    cell('defaultTimeout'),
    cell('trust'),
  ]
}

function inWords({ ability, value }: Fact, { capResets, timeoutUnit }: Abilities): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (ability === 'cap' && capResets !== undefined) return `${value}, anew after a tool call`
  if (ability === 'defaultTimeout') return `${value} ${timeoutUnit ?? ''}`.trim()
  return ability === 'trust' ? String(value).replace('-', ' ') : String(value)
}
