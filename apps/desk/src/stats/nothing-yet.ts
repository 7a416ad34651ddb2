import { join } from 'node:path'
import { isOff, METRICS_FOLDER } from '@dos/hook-metrics'
import type { DeskIo } from '../world/desk-io.ts'
import { wrap } from './words.ts'

/** What to tell where nothing was observed: how to get some. */
export function nothingYet(workspace: string, env: DeskIo['env'], width: number): readonly string[] {
  return [
    ...wrap(`Nothing was observed yet in ${workspace}.`, width),
    ...wrap(
      `Each decision about a loop leaves a line in ${join(...METRICS_FOLDER)}; an ordinary turn leaves none. ` +
        'Start a loop with DOS_LOOP=1 in its environment, or try:',
      width,
    ),
    '',
    `  echo '{"hook_event_name":"Stop","session_id":"try"}' | dos-hook marker --loop`,
    ...(isOff(env) ? ['', ...wrap('Here DOS_HOOK_METRICS turns that off: unset it first.', width)] : []),
  ]
}
