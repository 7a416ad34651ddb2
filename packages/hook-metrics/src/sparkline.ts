const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/**
 * One bar a value, the highest of them full. Whatever is above 0 gets a bar, and what isn't a dot, so that a quiet day
 * and one without anything don't look the same.
 */
export function sparkline(values: readonly number[]): string {
  const highest = values.reduce((most, value) => Math.max(most, value), 0)
  return values
    .map((value) => (value > 0 ? BARS[Math.ceil((value / highest) * BARS.length) - 1] : '·'))
    .join('')
}
