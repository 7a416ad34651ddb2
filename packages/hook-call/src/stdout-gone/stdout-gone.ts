/**
 * Tells whether nobody can take an answer from stdout any more, without writing to it; `undefined` where that can't be
 * asked. Either way it is poll(2): under Bun called directly, under Node through the one door that Node has to it.
 */
export async function findStdoutGone(): Promise<(() => boolean) | undefined> {
  if (process.versions.bun === undefined) {
    const { stdoutGoneByWasi } = await import('./stdout-gone-node.ts')
    return stdoutGoneByWasi()
  }
  const { stdoutGoneByPoll } = await import('./stdout-gone-bun.ts')
  return stdoutGoneByPoll()
}
