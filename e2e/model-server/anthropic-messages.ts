import type { Answer, ModelApi } from './api.ts'
import { fields, list, text } from './json.ts'
import { type Message, type Turn, turnOf } from './script.ts'
import { eventStream, type ServerEvent } from './sse.ts'

/** Anthropic's Messages API: Claude Code, Copilot CLI with a key of one's own. */
export const anthropicMessages: ModelApi = {
  name: 'Anthropic Messages',
  serves: (path) => path.endsWith('/messages'),
  streams: (_path, body) => fields(body)['stream'] === true,
  read,
  answer: (answer) => (answer.stream ? stream(answer) : Response.json(message(answer))),
}

function read(body: unknown): Turn {
  const { messages, tools } = fields(body)
  return turnOf(
    list(messages).map(readMessage),
    list(tools).map((tool) => text(fields(tool)['name'])),
  )
}

function readMessage(value: unknown): Message {
  const { role, content } = fields(value)
  const words = typeof content === 'string' ? content : list(content).map(blockText).join('\n')
  return { from: role === 'assistant' ? 'model' : 'user', text: words }
}

function blockText(block: unknown): string {
  const { type, text: words, content } = fields(block)
  if (type !== 'tool_result') return text(words)
  return typeof content === 'string' ? content : list(content).map(blockText).join('\n')
}

function blocks({ reply, request }: Answer): readonly Readonly<Record<string, unknown>>[] {
  const said = reply.text === undefined ? [] : [{ type: 'text', text: reply.text }]
  const asked = (reply.tools ?? []).map((tool, at) => ({
    type: 'tool_use',
    id: `toolu_${request}_${at}`,
    name: tool.name,
    input: tool.input,
  }))
  return [...said, ...asked]
}

function message(answer: Answer): Readonly<Record<string, unknown>> {
  const { usage } = answer
  return {
    id: `msg_${answer.request}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: blocks(answer),
    stop_reason: (answer.reply.tools ?? []).length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: usage.input,
      cache_read_input_tokens: usage.cacheRead,
      cache_creation_input_tokens: usage.cacheWrite,
      output_tokens: usage.output,
    },
  }
}

function stream(answer: Answer): Response {
  const whole = message(answer)
  const { stop_reason, stop_sequence, usage } = whole
  const typed = (type: string, more: object): ServerEvent => ({ event: type, data: { type, ...more } })
  return eventStream([
    typed('message_start', { message: { ...whole, content: [], stop_reason: null } }),
    ...blocks(answer).flatMap((block, index) => [
      typed('content_block_start', { index, content_block: emptied(block) }),
      typed('content_block_delta', { index, delta: delta(block) }),
      typed('content_block_stop', { index }),
    ]),
    typed('message_delta', { delta: { stop_reason, stop_sequence }, usage }),
    typed('message_stop', {}),
  ])
}

function emptied(block: Readonly<Record<string, unknown>>): object {
  return block['type'] === 'text' ? { ...block, text: '' } : { ...block, input: {} }
}

function delta(block: Readonly<Record<string, unknown>>): object {
  return block['type'] === 'text'
    ? { type: 'text_delta', text: block['text'] }
    : { type: 'input_json_delta', partial_json: JSON.stringify(block['input']) }
}
