import { describeFault } from '@dos/hook-call/fault'
import { renderStatus } from '@dos/tally-view'
import { escapeText, type Styles, wrapTo } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { stylesOf } from '../world/styles.ts'
import type { Look } from './look.ts'

/** A picture to be drawn: of what, and how much room there is. */
export interface Picture {
  readonly columns: number
  readonly rows: number
  readonly workspace: string
  readonly look: Look | Error
  /** Whether a key can leave. */
  readonly takesKeys: boolean
}

/** Stands below, where there is room for it. */
const FOOTERS = { keys: 'q leaves', signals: 'Ctrl-C leaves' } as const

/** The status as the rows of a whole screen: what does not fit below is counted, the most urgent is above. */
export function drawTo(
  { columns, rows, workspace, look, takesKeys }: Picture,
  io: DeskIo,
): readonly string[] {
  const styles = stylesOf(io)
  const lines =
    look instanceof Error
      ? [styles.strong(escapeText(workspace)), '', ...bad(describeFault(look), columns, styles)]
      : [...troubles(look, columns, styles), ...renderStatus(look.view, { columns, styles })]
  const room = Math.max(1, rows - 2)
  const shown = lines.length <= room ? lines : lines.slice(0, room - 1)
  const left = lines.length - shown.length
  const picture = left === 0 ? shown : [...shown, styles.faint(`and ${left} more lines`.slice(0, columns))]
  return rows < picture.length + 2
    ? picture
    : [...picture, '', styles.faint(FOOTERS[takesKeys ? 'keys' : 'signals'].slice(0, columns))]
}

function troubles({ complaint, warnings }: Look, columns: number, styles: Styles): readonly string[] {
  const told = [
    ...(complaint === undefined ? [] : bad(complaint, columns, styles)),
    ...warnings.flatMap((warning) => wrapTo(escapeText(`warning: ${warning}`), columns).map(styles.warn)),
  ]
  return told.length === 0 ? [] : [...told, '']
}

function bad(text: string, columns: number, styles: Styles): readonly string[] {
  return wrapTo(escapeText(text), columns).map(styles.bad)
}
