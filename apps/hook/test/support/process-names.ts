import { readdirSync, readFileSync } from 'node:fs'

let made = 0

/** Seconds that no other process of this machine sleeps, to know one's own by. About two minutes. */
export function uniqueSeconds(): string {
  made += 1
  return `123.${process.pid}${made}${Math.floor(Math.random() * 1e6)}`
}

/** The processes that have this in their arguments and have not ended. */
export function processesWith(text: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && argumentsOf(name).includes(text))
    .map(Number)
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Waits until that is so; `false` when it took longer than it may. */
export async function becomes(is: () => boolean, withinMs = 10_000): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!is()) {
    if (performance.now() > end) return false
    await Bun.sleep(10)
  }
  return true
}
