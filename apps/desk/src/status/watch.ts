import { existsSync } from 'node:fs'
import { findStdoutGone } from '@dos/hook-call/poll'
import type { DeskIo } from '../world/desk-io.ts'
import { makeBell } from './bell.ts'
import { drawTo } from './draw.ts'
import { openScreen, takesKeys } from './live-screen.ts'
import { type Look, lookAround } from './look.ts'
import { paceAfter } from './pace.ts'
import { changeOf, reportLine } from './report.ts'
import { watchFolders } from './watch-folders.ts'

/** What to watch, and for whom. */
export interface WatchRequest {
  readonly workspace: string
  readonly all: boolean
  readonly json: boolean
}

/** What is shown at every change. */
interface Display {
  readonly show: (look: Look | Error) => void
  readonly close: () => void
}

/** Shows the status for as long as it is wanted. @returns 0 */
export async function watch({ workspace, all, json }: WatchRequest, io: DeskIo): Promise<0> {
  const bell = makeBell()
  let wanted = true
  const leave = (): void => {
    wanted = false
    bell.ring()
  }
  const isGone = await findStdoutGone()
  const display = json ? lines(io, leave) : screen(workspace, io, { leave, redraw: bell.ring })
  const folders = watchFolders(workspace, bell.ring)
  try {
    for (let previous: Look | undefined; wanted; ) {
      const began = io.now()
      const look = await tryToLook({ workspace, env: io.env, all, now: io.now(), previous })
      display.show(look)
      if (!(look instanceof Error)) previous = look
      folders.refresh()
      const shown = io.now()
      const { least, most } = paceAfter(shown - began)
      await bell.rung(most)
      if (isGone?.() === true) break
      // What rang early is not answered at once, so that many changes are one picture.
      while (wanted && io.now() - shown < least) await sleep(least - (io.now() - shown))
    }
  } finally {
    folders.close()
    display.close()
  }
  return 0
}

/** The workspace is not there any more; it may come back. */
class Gone extends Error {
  override readonly name = 'TallyError'
  constructor(workspace: string) {
    super(`the workspace ${workspace} is gone`)
  }
}

/** What can't be listed now may be mended while somebody watches. */
async function tryToLook(request: Parameters<typeof lookAround>[0]): Promise<Look | Error> {
  try {
    // Where there is none any more there is no tally either, and that is not what there is to say.
    if (!existsSync(request.workspace)) return new Gone(request.workspace)
    return await lookAround(request)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function screen(workspace: string, io: DeskIo, wishes: Parameters<typeof openScreen>[1]): Display {
  const live = openScreen(io, wishes)
  return {
    show: (look) => live.draw(drawTo({ ...live.size(), workspace, look, takesKeys: takesKeys() }, io)),
    close: live.close,
  }
}

/** One line of JSON at the beginning, and one whenever something has changed but ages. */
function lines(io: DeskIo, leave: () => void): Display {
  for (const signal of LEAVING) process.on(signal, leave)
  let shown = ''
  return {
    show: (look) => {
      if (look instanceof Error) {
        if (look.message !== shown) io.complain(look.message)
        shown = look.message
        return
      }
      const change = changeOf(look)
      if (change === shown) return
      shown = change
      io.write(`${reportLine(look)}\n`)
    },
    close: () => {
      for (const signal of LEAVING) process.off(signal, leave)
    },
  }
}

const LEAVING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(1, ms)))
}
