import { dialectOf, tellHost } from '../../src/index.ts'

/** What a hook needs of this package: to tell the host, to read its event, to answer. */
export function answerStop(fields: Readonly<Record<string, unknown>>, reason: string): string {
  const dialect = dialectOf(tellHost(fields, {}).host)
  return dialect.readEvent(fields, {}).kind === 'stop' ? dialect.hold(reason) : dialect.release
}
