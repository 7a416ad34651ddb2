import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type PromptKind, tellPrompt } from '../src/index.ts'

const NOTIFICATION = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>'

/** Not a digest that anybody should use: one that shows what it was made from. */
const digest = (text: string): string => `digest of ${text}`

/** Who is behind a prompt where these were scheduled. */
function told(prompt: string, scheduled: readonly string[]): PromptKind {
  return tellPrompt({ prompt, scheduledDigests: scheduled.map(digest), digest })
}

describe('a prompt', () => {
  test.each([
    // prompt, what the last turn left scheduled, who is behind it
    ['look at CI', ['look at CI'], 'scheduled'],
    ['look at CI', ['another', 'look at CI', 'a third'], 'scheduled'],
    ['look at CI', [], 'human'],
    ['look at CI', ['look at', 'look at CI!', 'Look at CI', ''], 'human'],
    ['', [], 'human'],
    ['', [''], 'scheduled'],
    [NOTIFICATION, [], 'notification'],
    [NOTIFICATION, ['look at CI'], 'notification'],
    ['<task-notification>', [], 'notification'],
    ['<task-notification', [], 'human'],
    [` ${NOTIFICATION}`, [], 'human'],
    [`What is this: ${NOTIFICATION}`, [], 'human'],
    ['<Task-Notification>', [], 'human'],
  ] as const)('that reads %j where %j were scheduled is %s', (prompt, scheduled, kind) => {
    expect(told(prompt, scheduled)).toBe(kind)
  })

  test('that was scheduled is scheduled although it begins like a notification', () => {
    expect(told(NOTIFICATION, [NOTIFICATION])).toBe('scheduled')
  })

  test.each(
    [
      '# Autonomous loop check\n\nYou',
      '# Autonomous loop tick (dynamic',
      '# /loop tick — loop.md tasks',
    ].flatMap((prompt) =>
      ['<<autonomous-loop>>', '<<autonomous-loop-dynamic>>', '<<loop.md>>', '<<loop.md-dynamic>>'].map(
        (placeholder) => [prompt, placeholder] as const,
      ),
    ),
  )('that begins with %j was scheduled by the host as %s, and only then', (prompt, placeholder) => {
    expect(told(prompt, ['another', placeholder])).toBe('scheduled')
    expect(told(prompt, ['another'])).toBe('human')
    expect(told(prompt, [])).toBe('human')
    expect(told(`Why is there "${prompt}"?`, [placeholder])).toBe('human')
    expect(told('how is it going?', [placeholder])).toBe('human')
  })

  test('is not made into a digest where nothing is scheduled', () => {
    const refuse = (): never => {
      throw new Error('a digest was made')
    }
    expect(tellPrompt({ prompt: 'look at CI', scheduledDigests: [], digest: refuse })).toBe('human')
  })

  test('is told by its words and its beginning, and by nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.boolean(), (text, scheduled, notified) => {
        const prompt = notified ? `<task-notification>${text}` : text.replace(/^[<#]+/, '')
        const kind = scheduled.includes(prompt) ? 'scheduled' : notified ? 'notification' : 'human'
        expect(told(prompt, scheduled)).toBe(kind)
        expect(told(prompt, [...scheduled, prompt])).toBe('scheduled')
      }),
    )
  })
})
