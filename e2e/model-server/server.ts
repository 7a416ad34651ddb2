import { anthropicMessages } from './anthropic-messages.ts'
import type { ModelApi } from './api.ts'
import { gemini } from './gemini.ts'
import { fields, text } from './json.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiResponses } from './openai-responses.ts'
import type { Reply, Script, Turn } from './script.ts'
import { type Usage, usageOf } from './usage.ts'

/** One request to the model, and what it was answered. */
export interface ModelRequest {
  /** A turn of the agent; or something that hosts ask beside it, like a title for the session. */
  readonly kind: 'turn' | 'side'
  readonly at: Date
  readonly api: string
  readonly turn: Turn
  readonly reply: Reply
  readonly usage: Usage
}

/** A scripted model that listens on loopback. */
export interface ModelServer {
  /** Where it listens, without a path. */
  readonly url: string
  /** All requests so far, in the order of their coming. */
  readonly requests: readonly ModelRequest[]
  /** Requests that were no model requests, as `METHOD path`. */
  readonly strays: readonly string[]
  readonly stop: () => Promise<void>
}

const APIS: readonly ModelApi[] = [anthropicMessages, openaiResponses, openaiChat, gemini]

/** A request that offers fewer tools is no turn of an agent. */
const TOOLS_OF_AN_AGENT = 3

const SIDE_REPLY: Reply = { text: '{"title":"A session"}' }

/** What Claude Code asks for at a compaction, with all tools on offer. */
const SUMMARY = 'Respond with TEXT ONLY'

const SUMMARY_REPLY: Reply = { text: '<analysis>Short.</analysis>\n<summary>They waited.</summary>' }

/** Starts a model that follows the script. */
export function startModelServer(script: Script): ModelServer {
  const requests: ModelRequest[] = []
  const strays: string[] = []
  let turns = 0

  async function serve(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    const api = request.method === 'POST' ? APIS.find(({ serves }) => serves(pathname)) : undefined
    if (api === undefined) {
      strays.push(`${request.method} ${pathname}`)
      return answerStray(request.method, pathname)
    }
    const body: unknown = await request.json()
    const turn = api.read(body)
    const compaction = turn.tail.includes(SUMMARY)
    const kind = compaction || turn.tools.length < TOOLS_OF_AN_AGENT ? 'side' : 'turn'
    if (kind === 'turn') turns += 1
    const usage = usageOf(Math.max(1, turns))
    const reply = kind === 'turn' ? script(turn) : compaction ? SUMMARY_REPLY : SIDE_REPLY
    requests.push({ kind, at: new Date(), api: api.name, turn, reply, usage })
    const number = requests.length
    if (reply.delayMs !== undefined) await Bun.sleep(reply.delayMs)
    if (reply.error !== undefined) return failure(reply.error)
    return api.answer({
      reply,
      usage,
      request: number,
      model: text(fields(body)['model']) || 'scripted-model',
      stream: api.streams(pathname, body),
    })
  }

  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, idleTimeout: 255, fetch: serve })
  return {
    url: `http://127.0.0.1:${server.port}`,
    requests,
    strays,
    stop: () => server.stop(true),
  }
}

function failure({ status, type }: NonNullable<Reply['error']>): Response {
  return Response.json({ type: 'error', error: { type, message: 'scripted failure' } }, { status })
}

/** What hosts ask beside the model: a count of tokens, the list of models, a sign of life. */
function answerStray(method: string, path: string): Response {
  if (path.endsWith('/count_tokens')) return Response.json({ input_tokens: 1000 })
  if (path.endsWith(':countTokens')) return Response.json({ totalTokens: 1000 })
  if (path.includes('/models')) {
    return Response.json({ object: 'list', data: [{ id: 'scripted-model', object: 'model' }], models: [] })
  }
  return Response.json({}, { status: method === 'HEAD' ? 200 : 404 })
}
