/** One sample of an exposition. */
export interface Sample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

/** One family of an exposition. */
export interface Family {
  readonly name: string
  /** `unknown` where none is said. */
  type: string
  readonly said: string[]
  readonly samples: Sample[]
}

/** What an exposition says, and everything that is wrong with it. */
export interface Exposition {
  readonly families: readonly Family[]
  readonly complaints: readonly string[]
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const DESCRIPTOR = new RegExp(`^# (HELP|TYPE|UNIT) (${NAME}) (.*)$`, 's')
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`, 's')
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/
const NUMBER = /^(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\+Inf)$/
/** A family may say `HELP`, `TYPE` and `UNIT`, in this order. */
const ORDERS = ['HELP', 'HELP TYPE', 'HELP TYPE UNIT']

/** The endings of the samples that a family of this type has. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  unknown: [''],
  gauge: [''],
  counter: ['_total', '_created'],
  histogram: ['_bucket', '_count', '_sum', '_created'],
}

/**
 * Reads OpenMetrics 1.0 text, more strictly than any program that takes it: one space and nothing but it, no time
 * stamps, all samples of a family with the same labels.
 */
export function readOpenMetrics(text: string): Exposition {
  const complaints: string[] = []
  const families: Family[] = []
  const lines = text.split('\n')
  if (lines.pop() !== '') complaints.push('the last line has no end')
  if (lines.pop() !== '# EOF') complaints.push('it does not end in # EOF')
  for (const line of lines) {
    const [, what, about, rest = ''] = DESCRIPTOR.exec(line) ?? []
    if (what !== undefined && about !== undefined) {
      const family = familyOf(families, about)
      if (family.samples.length > 0) complaints.push(`${about}: ${what} after a sample`)
      family.said.push(what)
      if (what === 'TYPE') family.type = rest
      if (what === 'UNIT' && !about.endsWith(`_${rest}`)) complaints.push(`${about}: not in ${rest}`)
      if (what === 'HELP' && (rest.trim() !== rest || rest === '' || /[\\"]/.test(rest)))
        complaints.push(`${about}: help`)
      continue
    }
    const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? []
    const last = families.at(-1)
    if (name === undefined || !NUMBER.test(value)) {
      complaints.push(`not a sample: ${JSON.stringify(line)}`)
    } else if (last === undefined || !namesOf(last).includes(name)) {
      complaints.push(`${name}: does not belong to ${last?.name}`)
    } else {
      last.samples.push({ name, labels: readLabels(labels, complaints), value: Number(value) })
    }
  }
  for (const family of families) complaints.push(...judge(family))
  complaints.push(...clashes(families))
  return { families, complaints }
}

/** The last one where it has this name, else a new one. */
function familyOf(families: Family[], name: string): Family {
  const last = families.at(-1)
  if (last?.name === name) return last
  const family = { name, type: 'unknown', said: [], samples: [] }
  families.push(family)
  return family
}

function namesOf({ name, type }: Family): readonly string[] {
  return (ENDINGS[type] ?? []).map((ending) => name + ending)
}

function readLabels(text: string, complaints: string[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  for (let rest = text; rest !== ''; ) {
    const [whole = '', name = '', value = ''] = LABEL.exec(rest) ?? []
    if (whole === '') {
      complaints.push(`not a label: ${JSON.stringify(rest)}`)
      break
    }
    if (labels.has(name)) complaints.push(`${name}: twice in one sample`)
    labels.set(
      name,
      value.replaceAll(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped)),
    )
    rest = rest.slice(whole.length)
  }
  return labels
}

function judge(family: Family): readonly string[] {
  const { name, type, said, samples } = family
  const complaints: string[] = []
  if (!Object.hasOwn(ENDINGS, type)) complaints.push(`${name}: there is no type ${type}`)
  if (!ORDERS.includes(said.filter((one) => one !== 'TYPE' || type !== 'unknown').join(' ')))
    complaints.push(`${name}: says ${said.join(' ')}`)
  const whole = samples.map((one) => `${one.name} ${JSON.stringify([...one.labels].toSorted())}`)
  if (new Set(whole).size < whole.length) complaints.push(`${name}: the same sample twice`)
  const kinds = new Set(
    samples.map(({ labels }) =>
      withoutBound(labels)
        .map(([label]) => label)
        .join(),
    ),
  )
  if (kinds.size > 1) complaints.push(`${name}: samples with other labels`)
  if (type === 'counter' && samples.some(({ value }) => value < 0)) complaints.push(`${name}: below 0`)
  if (type === 'histogram') complaints.push(...judgeHistogram(family))
  return complaints
}

function judgeHistogram(family: Family): readonly string[] {
  const metrics = new Set(family.samples.map(({ labels }) => JSON.stringify(withoutBound(labels))))
  return [...metrics].flatMap((metric) =>
    judgeMetric(
      family.name,
      family.samples.filter(({ labels }) => JSON.stringify(withoutBound(labels)) === metric),
    ),
  )
}

/** Judges the samples of one histogram that have the same labels but for the bound. */
function judgeMetric(name: string, samples: readonly Sample[]): readonly string[] {
  const complaints: string[] = []
  const buckets = samples.filter((one) => one.name === `${name}_bucket`)
  const bounds = buckets.map(({ labels }) => labels.get('le') ?? 'none')
  const counts = buckets.map(({ value }) => value)
  const total = samples.find((one) => one.name === `${name}_count`)
  const sum = samples.find((one) => one.name === `${name}_sum`)
  if (bounds.at(-1) !== '+Inf') complaints.push(`${name}: the last bucket is not +Inf`)
  if (!bounds.slice(0, -1).every((bound) => /^\d+\.\d+$/.test(bound)))
    complaints.push(`${name}: a bound that is not written as a fraction`)
  if (
    !rises(
      bounds.map((bound) => (bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound))),
      true,
    )
  )
    complaints.push(`${name}: bounds do not rise`)
  if (!rises(counts, false)) complaints.push(`${name}: a bucket holds less than the one below`)
  if (total === undefined || total.value !== counts.at(-1)) complaints.push(`${name}: +Inf is not the count`)
  if (sum === undefined || !(sum.value >= 0)) complaints.push(`${name}: no sum`)
  return complaints
}

function rises(values: readonly number[], strictly: boolean): boolean {
  return values.every((value, index) => {
    const before = values[index - 1]
    return before === undefined || (strictly ? value > before : value >= before)
  })
}

function withoutBound(labels: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...labels].filter(([label]) => label !== 'le').toSorted()
}

/** No family may have a name that a sample of another has, nor two families the same. */
function clashes(families: readonly Family[]): readonly string[] {
  const taken = families.flatMap((family) => [...new Set([family.name, ...namesOf(family)])])
  return taken.filter((name, index) => taken.indexOf(name) < index).map((name) => `${name}: clashes`)
}
