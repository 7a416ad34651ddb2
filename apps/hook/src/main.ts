import type { Io } from './io.ts'
import { marker } from './marker/command.ts'

/** Runs the command. @returns the status to leave with; never 2, which hosts take for a hold */
export async function main(io: Io): Promise<0 | 1> {
  const [verb, ...rest] = io.args
  if (verb === 'marker') return marker(rest, io)
  if (verb === '--help' || verb === '-h' || verb === 'help') {
    const { HELP } = await import('./help.ts')
    io.print(HELP)
    return 0
  }
  if (verb === '--version' || verb === '-v') {
    const { version } = await import('./version.ts')
    io.print(`dos-hook ${version}`)
    return 0
  }
  const { usageError } = await import('./usage.ts')
  io.complain(
    usageError(
      'dos-hook',
      verb === undefined
        ? { complaint: 'a verb is missing' }
        : { complaint: `there is no verb "${verb}"`, unknown: verb },
    ),
  )
  return 1
}
