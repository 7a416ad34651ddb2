import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { discard, ID, namesIn, sweep, whyOf } from '../world/files.ts'
import type { Placement } from './program.ts'

/** A file to be written: a copy, or a text. */
interface Part {
  readonly to: string
  readonly from?: string
  readonly text?: string
}

/**
 * Puts a program where settings will name it. Each file is replaced at once, also while it runs; the one that starts is the
 * last.
 *
 * @param call - an id unlike any other, for names that a file has for a moment; and the time
 * @returns why it could not be done; `undefined` where it was
 */
export function placeProgram(
  placement: Placement,
  { id, now }: { readonly id: string; readonly now: number },
): string | undefined {
  try {
    for (const { to, from, text = '' } of partsOf(placement)) {
      const folder = dirname(to)
      sweep(folder, new RegExp(`^\\.${ID}-`), now)
      mkdirSync(folder, { recursive: true })
      const other = join(folder, `.${id}-${basename(to)}`)
      try {
        if (from === undefined) writeFileSync(other, text)
        else copyFileSync(from, other)
        renameSync(other, to)
      } finally {
        discard(other)
      }
    }
    return undefined
  } catch (error) {
    return `cannot write ${placement.to}: ${whyOf(error)}`
  }
}

/** Whether all that is to be placed is there already, byte by byte. */
export function isPlaced(placement: Placement): boolean {
  return partsOf(placement).every(
    ({ to, from, text = '' }) =>
      existsSync(to) && readFileSync(to).equals(from === undefined ? Buffer.from(text) : readFileSync(from)),
  )
}

function partsOf({ kind, from, to }: Placement): readonly Part[] {
  if (kind === 'binary') return [{ from, to }]
  const onDemand = namesIn(join(from, 'parts')).map((name) => join('parts', name))
  const names = [...onDemand, 'THIRD-PARTY-NOTICES.txt', 'desk.js', 'dos-hook.js']
  return [
    // Node before 20.19 takes a file for no module, and so does any by a package.json above.
    { to: join(to, 'package.json'), text: '{"type":"module"}\n' },
    ...names
      .filter((name) => existsSync(join(from, name)))
      .map((name) => ({ from: join(from, name), to: join(to, name) })),
  ]
}
