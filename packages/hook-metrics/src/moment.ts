const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/

const DAY_MS = 86_400_000

/**
 * A moment in UTC, `2026-06-09T12:52:00Z`, in milliseconds since 1970. By arithmetic, since a pure package has no
 * clock to take along.
 *
 * @returns `undefined` for what is not such a moment, or never was (the 30th of February)
 */
export function momentOf(ts: string): number | undefined {
  const parts = FORM.exec(ts)
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const days = daysOf(year, month, day)
  if (dayName(days) !== ts.slice(0, 10) || hour > 23 || minute > 59 || second > 59) return undefined
  const fraction = Math.trunc(Number(`0.${parts[7] ?? 0}`) * 1000)
  return days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + fraction
}

/** The days from 1970-01-01 to the one that a moment, in milliseconds since then, lies in. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY_MS)
}

/** The name of a day, `2026-06-09`, from the days since 1970-01-01. For the years 0 to 9999. */
export function dayName(days: number): string {
  // After Howard Hinnant's civil_from_days: years begin in March, so that a leap day is a year's last.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

/** The other way round: days_from_civil. */
function daysOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear
  return era * 146_097 + ofEra - 719_468
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
