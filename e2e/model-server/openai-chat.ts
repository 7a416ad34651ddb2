import type { Answer, ModelApi } from './api.ts'
import { fields, list, text } from './json.ts'
import { type Message, type Turn, turnOf } from './script.ts'
import { eventStream } from './sse.ts'

/** OpenAI's chat completions: Qwen Code, and whatever speaks to a compatible server. */
export const openaiChat: ModelApi = {
  name: 'OpenAI chat',
  serves: (path) => path.endsWith('/chat/completions'),
  streams: (_path, body) => fields(body)['stream'] === true,
  read,
  answer: (answer) => (answer.stream ? stream(answer) : Response.json(whole(answer))),
}

const AUTHORS: Readonly<Record<string, Message['from']>> = { assistant: 'model', tool: 'tool' }

function read(body: unknown): Turn {
  const { messages, tools } = fields(body)
  return turnOf(
    list(messages).map(readMessage),
    list(tools).map((tool) => text(fields(fields(tool)['function'])['name'])),
  )
}

function readMessage(value: unknown): Message {
  const { role, content } = fields(value)
  const words =
    typeof content === 'string'
      ? content
      : list(content)
          .map((part) => text(fields(part)['text']))
          .join('\n')
  return { from: AUTHORS[text(role)] ?? 'user', text: words }
}

function frame({ request, model }: Answer, object: string, more: object): object {
  return { id: `chatcmpl-${request}`, object, created: Math.floor(Date.now() / 1000), model, ...more }
}

function usage({ usage: { input, cacheRead, output } }: Answer): object {
  return {
    prompt_tokens: input + cacheRead,
    completion_tokens: output,
    total_tokens: input + cacheRead + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
  }
}

function toolCalls({ reply, request }: Answer): readonly object[] {
  return (reply.tools ?? []).map((tool, index) => ({
    index,
    id: `call_${request}_${index}`,
    type: 'function',
    function: { name: tool.name, arguments: JSON.stringify(tool.input) },
  }))
}

function finish({ reply }: Answer): string {
  return (reply.tools ?? []).length > 0 ? 'tool_calls' : 'stop'
}

function spoken(answer: Answer): object {
  const calls = toolCalls(answer)
  return {
    role: 'assistant',
    content: answer.reply.text ?? null,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  }
}

function whole(answer: Answer): object {
  return frame(answer, 'chat.completion', {
    choices: [{ index: 0, message: spoken(answer), finish_reason: finish(answer) }],
    usage: usage(answer),
  })
}

function stream(answer: Answer): Response {
  const chunk = (delta: object, finish_reason: string | null, more: object = {}): { data: object } => ({
    data: frame(answer, 'chat.completion.chunk', { choices: [{ index: 0, delta, finish_reason }], ...more }),
  })
  return eventStream([
    chunk(spoken(answer), null),
    chunk({}, finish(answer), { usage: usage(answer) }),
    { data: '[DONE]' },
  ])
}
