import { join } from 'node:path'

const CHILD = join(import.meta.dir, 'child.ts')

/** Starts `child.ts` as a process of its own. */
export function startChild(...args: readonly (string | number)[]): Bun.Subprocess<'ignore', 'pipe', 'pipe'> {
  return Bun.spawn([process.execPath, CHILD, ...args.map(String)], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
}

/** What a child told, one JSON value a line; throws where it ended badly. */
export async function toldBy(child: ReturnType<typeof startChild>): Promise<readonly unknown[]> {
  const [stdout, stderr, status] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  if (status !== 0) throw new Error(`a child ended with ${status}: ${stderr}`)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
