/** Tokens that a reply claims to have used. */
export interface Usage {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

/** A small session's system prompt and tools, and what each turn adds to them. Read from the cache at every request. */
const PROMPT_TOKENS = 20_000
const TOKENS_A_TURN = 300

/** What the request with this number (from 1) claims. A round figure, the same for all hosts, not a measurement. */
export function usageOf(request: number): Usage {
  return {
    input: 12,
    cacheRead: PROMPT_TOKENS + TOKENS_A_TURN * (request - 1),
    cacheWrite: TOKENS_A_TURN,
    output: 9,
  }
}
