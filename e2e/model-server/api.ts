import type { Reply, Turn } from './script.ts'
import type { Usage } from './usage.ts'

/** What an answer is made of. */
export interface Answer {
  readonly reply: Reply
  readonly usage: Usage
  /** The request's number, from 1; ids are made of it. */
  readonly request: number
  /** The model that the request named. */
  readonly model: string
  readonly stream: boolean
}

/** One vendor's way to ask a model. */
export interface ModelApi {
  readonly name: string
  /** Whether a POST to this path asks the model for a reply. */
  readonly serves: (path: string) => boolean
  readonly read: (body: unknown) => Turn
  /** Whether the reply is wanted as a stream. */
  readonly streams: (path: string, body: unknown) => boolean
  readonly answer: (answer: Answer) => Response
}
