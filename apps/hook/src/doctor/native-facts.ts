import { existsSync } from 'node:fs'
import type { NativeFacts } from '@dos/hook-doctor'
import type { DeskIo } from '../desk/desk-io.ts'
import { nativePath } from '../wiring/own-folders.ts'
import { runProgram } from './run-program.ts'

/** How long the binary may take to tell its version. */
const LIMIT_MS = 2000

/** The binary that was compiled into the user's own folder; `undefined` where there is none. */
export async function nativeFacts(io: DeskIo): Promise<NativeFacts | undefined> {
  const file = nativePath(io)
  if (!existsSync(file)) return undefined
  const { stdout } = await runProgram([file, '--version'], '', {
    cwd: io.home,
    env: io.env,
    limitMs: LIMIT_MS,
  })
  return { file, version: /^dos-hook (\d\S*)\s*$/.exec(stdout)?.[1] }
}
