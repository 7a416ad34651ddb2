import type { Answer, ModelApi } from './api.ts'
import { fields, list, text } from './json.ts'
import { type Message, type Turn, turnOf } from './script.ts'
import { eventStream, type ServerEvent } from './sse.ts'

/** OpenAI's Responses API, as a stream: Codex. */
export const openaiResponses: ModelApi = {
  name: 'OpenAI Responses',
  serves: (path) => path.endsWith('/responses'),
  streams: () => true,
  read,
  answer: stream,
}

function read(body: unknown): Turn {
  const { input, tools } = fields(body)
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : list(input)
  return turnOf(
    items.map(readItem),
    list(tools).map((tool) => text(fields(tool)['name']) || text(fields(tool)['type'])),
  )
}

function readItem(value: unknown): Message {
  const { role, type, content, output } = fields(value)
  if (role !== undefined) return { from: role === 'assistant' ? 'model' : 'user', text: words(content) }
  return output === undefined
    ? { from: 'model', text: '' }
    : { from: 'tool', text: `${type}: ${words(output)}` }
}

function words(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map((part) => text(fields(part)['text']))
    .join('\n')
}

function stream({ reply, request, usage }: Answer): Response {
  const id = `resp_${request}`
  const said = {
    type: 'message',
    id: `msg_${request}`,
    role: 'assistant',
    content: [{ type: 'output_text', text: reply.text, annotations: [] }],
  }
  const asked = (reply.tools ?? []).map((tool, at) => ({
    type: 'function_call',
    id: `fc_${request}_${at}`,
    call_id: `call_${request}_${at}`,
    name: tool.name,
    arguments: JSON.stringify(tool.input),
  }))
  const output = [...(reply.text === undefined ? [] : [said]), ...asked]
  const typed = (type: string, more: object): ServerEvent => ({ event: type, data: { type, ...more } })
  return eventStream([
    typed('response.created', { response: { id } }),
    ...output.flatMap((item, output_index) => [
      typed('response.output_item.added', { output_index, item }),
      typed('response.output_item.done', { output_index, item }),
    ]),
    typed('response.completed', {
      response: {
        id,
        output,
        usage: {
          input_tokens: usage.input + usage.cacheRead,
          input_tokens_details: { cached_tokens: usage.cacheRead },
          output_tokens: usage.output,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: usage.input + usage.cacheRead + usage.output,
        },
      },
    }),
  ])
}
