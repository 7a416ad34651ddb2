/** A tool that the scripted model asks for. */
export interface ToolCall {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

/** What the scripted model answers to one request. */
export interface Reply {
  readonly text?: string
  readonly tools?: readonly ToolCall[]
  /** How long the model takes to answer, in milliseconds. */
  readonly delayMs?: number
  /** Answer with a failure of the API instead. */
  readonly error?: { readonly status: number; readonly type: string }
}

/** One message as the model sees it, whatever the API calls its author. */
export interface Message {
  readonly from: 'user' | 'model' | 'tool'
  readonly text: string
}

/** What a request asks of the model. */
export interface Turn {
  readonly messages: readonly Message[]
  /** All that came after the model's own last message: a prompt, tool results, the reason of a hold. */
  readonly tail: string
  /** Names of the tools that the host offers. */
  readonly tools: readonly string[]
}

/** Decides what the model says. A new one is made for each run, so it may count. */
export type Script = (turn: Turn) => Reply

/** Builds a turn from its messages. */
export function turnOf(messages: readonly Message[], tools: readonly string[]): Turn {
  const last = messages.findLastIndex((message) => message.from === 'model')
  const tail = messages.slice(last + 1).map((message) => message.text)
  return { messages, tools, tail: tail.join('\n') }
}
