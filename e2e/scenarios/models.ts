import type { Script, ToolCall } from '../model-server/script.ts'

/** Whom git takes a commit from where nobody has told it. */
export const AS = '-c user.name=e2e -c user.email=e2e@localhost'

/** Only ever talks. Never the same words twice: some hosts take that for a loop of the model's own. */
export function talks(): Script {
  let looks = 0
  return () => {
    looks += 1
    return { text: `Still waiting for the build (look ${looks}).` }
  }
}

/** Talks, and says which prompt it heard last, so that a screen shows it. */
export function echoes(): Script {
  return ({ messages }) => {
    const heard = messages.flatMap(({ from, text }) =>
      from === 'user' ? [...text.matchAll(/PROMPT-\d+/g)] : [],
    )
    return { text: `Heard ${heard.at(-1)?.[0] ?? 'nothing'}.` }
  }
}

/** Looks whether the build is done in every turn that a hook holds open, then says that it is not. */
export function polls(look: ToolCall): () => Script {
  return () => (turn) =>
    turn.tail.includes('Stop hook feedback') ? { tools: [look] } : { text: 'The build is not done yet.' }
}

/** A shell command by Claude Code's tool. */
export function bash(command: string): ToolCall {
  return { name: 'Bash', input: { command, description: 'Look at the build' } }
}

/** What Claude Code loads first where it doesn't offer these tools at once. */
export function load(...names: readonly string[]): ToolCall {
  return { name: 'ToolSearch', input: { query: `select:${names.join(',')}`, max_results: names.length } }
}
