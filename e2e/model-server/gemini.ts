import type { Answer, ModelApi } from './api.ts'
import { fields, list, text } from './json.ts'
import { type Message, type Turn, turnOf } from './script.ts'
import { eventStream } from './sse.ts'

/** Google's generateContent and streamGenerateContent: Gemini CLI. */
export const gemini: ModelApi = {
  name: 'Gemini',
  serves: (path) => /:(generateContent|streamGenerateContent)$/.test(path),
  streams: (path) => path.endsWith(':streamGenerateContent'),
  read,
  answer: (answer) =>
    answer.stream ? eventStream([{ data: content(answer) }]) : Response.json(content(answer)),
}

function read(body: unknown): Turn {
  const { contents, tools } = fields(body)
  const declared = list(tools).flatMap((tool) => list(fields(tool)['functionDeclarations']))
  return turnOf(
    list(contents).map(readContent),
    declared.map((tool) => text(fields(tool)['name'])),
  )
}

function readContent(value: unknown): Message {
  const { role, parts } = fields(value)
  const all = list(parts).map(fields)
  const words = all.map((part) => text(part['text']) || result(part['functionResponse']))
  const from = role === 'model' ? 'model' : all.some((part) => part['functionResponse']) ? 'tool' : 'user'
  return { from, text: words.join('\n') }
}

function result(response: unknown): string {
  return response === undefined ? '' : JSON.stringify(fields(response)['response'])
}

function content({ reply, usage, model }: Answer): object {
  const said = reply.text === undefined ? [] : [{ text: reply.text }]
  const asked = (reply.tools ?? []).map(({ name, input }) => ({ functionCall: { name, args: input } }))
  return {
    candidates: [{ index: 0, content: { role: 'model', parts: [...said, ...asked] }, finishReason: 'STOP' }],
    usageMetadata: {
      promptTokenCount: usage.input + usage.cacheRead,
      cachedContentTokenCount: usage.cacheRead,
      candidatesTokenCount: usage.output,
      totalTokenCount: usage.input + usage.cacheRead + usage.output,
    },
    modelVersion: model,
  }
}
