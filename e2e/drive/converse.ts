import { fields } from '../model-server/json.ts'
import { startHost } from './process.ts'
import type { Drive } from './stage.ts'

/** One headless process that is given its prompts as JSON lines, each after the result of the one before. */
export function converse(...prompts: readonly string[]): Drive {
  return async (stage) => {
    const args = stage.host.converse
    if (args === undefined) throw new Error(`${stage.host.title} takes no prompts as lines`)
    const host = startHost(stage, 'host', args)
    const left = [...prompts]
    const next = (): void => {
      const prompt = left.shift()
      if (prompt === undefined) host.hangUp()
      else host.tell(JSON.stringify({ type: 'user', message: { role: 'user', content: prompt } }))
    }
    host.onLine((line) => {
      if (fields(JSON.parse(line))['type'] === 'result') next()
    })
    next()
    await host.ended
  }
}
