import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HostName, isHostName } from '@dos/hook-dialect'

/** A settings file as people have it. */
export interface Fixture {
  readonly host: HostName
  /** What is special about it. */
  readonly name: string
  /** All of it, a byte order mark included. */
  readonly text: string
}

const FOLDER = join(import.meta.dir, '../fixtures')

/** Every settings file there is. */
export const FIXTURES: readonly Fixture[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: host }) =>
    readdirSync(join(FOLDER, host)).map((file) => {
      if (!isHostName(host)) throw new Error(`${host} is no host`)
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        readFileSync(join(FOLDER, host, file)),
      )
      return { host, name: file.replace(/\.settings$/, ''), text }
    }),
  )
  .toSorted((a, b) => `${a.host} ${a.name}`.localeCompare(`${b.host} ${b.name}`))

/** One of them. */
export function fixture(host: HostName, name: string): string {
  const found = FIXTURES.find((one) => one.host === host && one.name === name)
  if (found === undefined) throw new Error(`there is no settings file ${host}/${name}`)
  return found.text
}

/** A text in which everything can be seen. */
export function visible(text: string): string {
  return text.replaceAll('\uFEFF', '⟨mark⟩').replaceAll('\r', '␍').replaceAll('\t', '→   ')
}
