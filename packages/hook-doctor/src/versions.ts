/**
 * Which of two versions is the later: below 0 where `one` is older than `other`, 0 where they are the same, above 0
 * where it is newer. By the numbers at the beginning; of the same numbers, one with something behind a hyphen is the
 * older, as packages number what comes before a release.
 */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)]
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return Number(other.includes('-')) - Number(one.includes('-'))
}

function numbersOf(version: string): readonly number[] {
  const [numbers = ''] = version.replace(/^v/, '').split(/[-+]/)
  return numbers.split('.').map((part) => Number.parseInt(part, 10) || 0)
}
