import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { Io } from '@dos/hook-call/io'

/** The files that Bun loads into the environment of a script, from the folder it is started in. */
const DOTENV: readonly string[] = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.development.local',
  '.env.production',
  '.env.production.local',
  '.env.test',
  '.env.test.local',
]

/**
 * The environment without what a `.env` of the current folder may have put there: a cloned repository must not
 * arm the hook. Under Node, or when Bun was told to load none, that is the environment as it is. Else every
 * variable that such a file mentions is dropped, even one that was set outside as well, since the two can't be
 * told apart; to be without evidence is the safe side.
 */
export function withoutDotenv(env: Io['env']): Io['env'] {
  if (process.versions.bun === undefined || process.execArgv.some(isOff)) return env
  let text = ''
  // A loop, because the array methods would be compiled first, at every start and mostly for nothing.
  for (const name of DOTENV) {
    const file = readSmallFile(name)
    // One that can't be read may mention anything.
    if (file.kind === 'refused') return {}
    if (file.kind === 'text') text += `${file.text}\n`
  }
  return text.trim() === '' ? env : withoutMentioned(env, text)
}

function withoutMentioned(env: Io['env'], text: string): Io['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !text.includes(name)))
}

function isOff(argument: string): boolean {
  return argument.startsWith('--env-file') || argument === '--no-env-file'
}
