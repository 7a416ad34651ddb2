import { type Capabilities, capabilitiesOf, dialectOf, HOST_NAMES, type HostName } from '../../src/index.ts'

const HEAD: Readonly<Record<string, keyof Capabilities | undefined>> = {
  host: undefined,
  'measured on': undefined,
  'Stop event': undefined,
  hold: 'hold',
  'quiet hold': 'quietHold',
  halt: 'halt',
  notice: 'notice',
  'status 2 holds': 'statusTwoHolds',
  'own cap': 'cap',
  'timeouts in': 'timeoutUnit',
  'default timeout': 'defaultTimeout',
  trust: 'trust',
}

/** The capabilities of all hosts as the README has them: `[m]` is measured, `[d]` documented, `?` not known. */
export function capabilityTable(): string {
  const heads = Object.keys(HEAD)
  const rows = [heads, heads.map(() => '---'), ...HOST_NAMES.map(rowOf)]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function rowOf(host: HostName): readonly string[] {
  const { title, events } = dialectOf(host)
  const stops = events.stop.map((name) => `\`${name}\``).join(', ')
  const abilities = Object.values(HEAD).flatMap((ability) =>
    ability === undefined ? [] : cell(host, ability),
  )
  return [title, capabilitiesOf(host).measuredOn ?? '–', stops, ...abilities]
}

function cell(host: HostName, ability: keyof Capabilities): string {
  const capabilities = capabilitiesOf(host)
  const { measuredOn, documented = [], capResets, timeoutUnit = '' } = capabilities
  const value = capabilities[ability]
  if (value === undefined) return '?'
  const known = measuredOn === undefined || documented.includes(ability) ? 'd' : 'm'
  const again = ability === 'cap' && capResets !== undefined ? ', anew after a tool call' : ''
  const unit = ability === 'defaultTimeout' ? ` ${timeoutUnit}` : ''
  const word = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  return `${ability === 'trust' ? word.replace('-', ' ') : word}${again}${unit} [${known}]`
}
