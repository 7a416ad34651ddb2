const MINUTE_MS = 60_000

/** Each unit in milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
  w: 7 * 24 * 60 * MINUTE_MS,
}

/**
 * An age as it is written on a command line: `45m`, `12h`, `30d`, `2w`.
 *
 * @returns milliseconds; `undefined` for what is no such age, or too long to be counted
 */
export function readAge(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? []
  const age = Number(count) * (UNITS[unit] ?? Number.NaN)
  return Number.isSafeInteger(age) ? age : undefined
}
