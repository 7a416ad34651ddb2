import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TallyPaths, tallyPaths } from '../../src/index.ts'

/** 2026-06-09T12:52:00Z, the moment at which the tests take place. */
export const NOW: number = Date.UTC(2026, 5, 9, 12, 52)

/** Where the tally of session `s` lies. */
export function pathsIn(workspace: string, session = 's'): TallyPaths {
  const paths = tallyPaths(workspace, session)
  if (paths === undefined) throw new Error(`${session} leaves no name`)
  return paths
}

/** An empty folder on the real disk with the paths of a tally in it; gone at the end of the scope. */
export interface Workspace extends TallyPaths, Disposable {
  /** Writes a tally of just this content, with the folders that it takes. */
  put(content: string | Uint8Array): void
  /** The content of the tally. */
  text(): string
}

export function makeWorkspace(): Workspace {
  const paths = pathsIn(realpathSync(mkdtempSync(join(tmpdir(), 'sensor-'))))
  return {
    ...paths,
    put: (content) => {
      mkdirSync(dirname(paths.file), { recursive: true })
      writeFileSync(paths.file, content)
    },
    text: () => readFileSync(paths.file, 'utf8'),
    [Symbol.dispose]: () => rmSync(paths.workspace, { recursive: true, force: true }),
  }
}

/** What a call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
