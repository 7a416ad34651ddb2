/**
 * What Claude Code schedules for a `/loop` that was given no prompt. It makes up the prompt only when the time comes,
 * so what is listed as scheduled is not what arrives.
 */
const PLACEHOLDERS: readonly string[] = [
  '<<autonomous-loop>>',
  '<<autonomous-loop-dynamic>>',
  '<<loop.md>>',
  '<<loop.md-dynamic>>',
]

/** How the prompts begin that it makes of them (Claude Code 2.1.330). */
const MADE_UP = /^# (Autonomous loop|\/loop) (check|tick)\b/

/** What a prompt may have been listed as, beside its own words. */
export function placeholdersOf(prompt: string): readonly string[] {
  return MADE_UP.test(prompt) ? PLACEHOLDERS : []
}
