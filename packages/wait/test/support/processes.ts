import { readdirSync, readFileSync } from 'node:fs'

let made = 0

/** Seconds that no other process of this machine sleeps, to know one's own by. About two minutes. */
export function uniqueSeconds(): string {
  made += 1
  return `123.${process.pid}${made}${Math.floor(Math.random() * 1e6)}`
}

/** The command lines of the processes that have this in them and have not ended. */
export function processesWith(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        return ''
      }
    })
    .filter((line) => line.includes(text))
}

/** Waits until that is so; `false` when it took longer than it may. */
export async function becomes(is: () => boolean, withinMs = 5000): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!is()) {
    if (performance.now() > end) return false
    await Bun.sleep(10)
  }
  return true
}
