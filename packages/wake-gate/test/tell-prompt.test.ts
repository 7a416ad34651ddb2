import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { asListed, type PromptEvidence, type PromptKind, tellPrompt } from '../src/index.ts'

const NOTIFICATION = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>'

/** Not a digest that anybody should use: one that shows what it was made from. */
const digest = (text: string): string => `digest of ${text}`

/** Who is behind a prompt where these were scheduled. */
function told(prompt: string, scheduled: readonly string[], more: Partial<PromptEvidence> = {}): PromptKind {
  return tellPrompt({ prompt, scheduledDigests: scheduled.map(digest), digest, ...more })
}

describe('a prompt', () => {
  test.each([
    // prompt, what the last turn left scheduled, who is behind it
    ['look at CI', ['look at CI'], 'scheduled'],
    ['look at CI', ['another', 'look at CI', 'a third'], 'scheduled'],
    ['look at CI', [], 'human'],
    ['look at CI', ['look at', 'look at CI!', 'Look at CI', ''], 'human'],
    ['', [], 'continuation'],
    ['', [''], 'scheduled'],
    [' ', [' '], 'scheduled'],
    [' \r\n', ['look at CI'], 'continuation'],
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

  test.each([
    ['user', 'human'],
    ['sdk', 'human'],
    ['loop_wakeup', 'scheduled'],
    ['schedule_wakeup', 'scheduled'],
    ['system', 'notification'],
    ['poll_event', 'notification'],
  ] as const)('from the source %j is %s, whatever its words', (source, kind) => {
    for (const prompt of ['look at CI', 'how is it going?', NOTIFICATION, '']) {
      for (const scheduled of [[], ['look at CI', NOTIFICATION]]) {
        expect(told(prompt, scheduled, { source })).toBe(kind)
      }
    }
  })

  test.each([['elsewhere'], ['User'], [''], ['constructor'], ['__proto__'], [7], [null], [{}], [['user']]])(
    'from the unknown source %j is told as if it had none',
    (source) => {
      expect(told('look at CI', ['look at CI'], { source })).toBe('scheduled')
      expect(told('how is it going?', ['look at CI'], { source })).toBe('human')
      expect(told(NOTIFICATION, [], { source })).toBe('notification')
    },
  )

  test('that says of itself that a schedule or the system sent it is believed', () => {
    const firing = '[SCHEDULED TASK - AUTOMATED FIRING OF A CONFIGURED PROMPT]\nlook'
    expect(told(firing, [])).toBe('scheduled')
    expect(told(`> ${firing}`, [])).toBe('human')
    expect(told('[SYSTEM NOTIFICATION - NOT USER INPUT]\nA task ended.', [])).toBe('notification')
  })

  test('is told by its words and its beginning, and by nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.boolean(), (text, scheduled, notified) => {
        const prompt = notified ? `<task-notification>${text}` : text.replace(/^[<#[]+/, '')
        fc.pre(prompt.trim() !== '')
        const kind = scheduled.includes(prompt) ? 'scheduled' : notified ? 'notification' : 'human'
        expect(told(prompt, scheduled)).toBe(kind)
        expect(told(prompt, [...scheduled, prompt])).toBe('scheduled')
      }),
    )
  })
})

describe('a prompt longer than its listing', () => {
  const LONG = 'x'.repeat(1000)
  /** As Claude Code 2.1.332 listed it. */
  const listed = (head: string, more: number): string => `${head}… [+${more} chars]`
  const toldByList = (prompt: string, ...list: readonly string[]): PromptKind =>
    tellPrompt({ prompt, scheduledDigests: list.map(digest), digest })

  test.each([
    ['1,001 characters', `${LONG}y`, listed(LONG, 1)],
    ['20,000 characters', LONG.repeat(20), listed(LONG, 19_000)],
    ['a pair that the cut would part', `${'x'.repeat(999)}😀yy`, listed('x'.repeat(999), 4)],
    ['a pair that the cut parts', `${'x'.repeat(999)}😀yy`, listed(`${'x'.repeat(999)}\ud83d`, 3)],
    ['pairs, counted once', '😀'.repeat(1003), listed('😀'.repeat(1000), 3)],
    ['pairs, counted twice', '😀'.repeat(1003), listed('😀'.repeat(500), 1006)],
    ['line ends and blanks around', `  \r\n${LONG}\r\n `, listed(`  \r\n${'x'.repeat(996)}`, 7)],
    ['a list that cuts nothing', LONG.repeat(2), LONG.repeat(2)],
  ])('is known by it: %s', (_, prompt, listing) => {
    expect(toldByList(prompt, 'another', listing)).toBe('scheduled')
  })

  test("is a human's where it only begins alike, or is as long but begins otherwise", () => {
    const listing = listed(LONG, 200)
    expect(toldByList(LONG + 'y'.repeat(200), listing)).toBe('scheduled')
    for (const length of [0, 1, 199, 201, 2000]) {
      expect(toldByList(LONG + 'y'.repeat(length), listing)).toBe('human')
    }
    expect(toldByList(`y${LONG.slice(1)}${'y'.repeat(200)}`, listing)).toBe('human')
    expect(toldByList(LONG, listing)).toBe('human')
    expect(toldByList(listing, listing)).toBe('human')
  })

  test('is listed as it is up to 1,000 characters', () => {
    expect(asListed(LONG)).toBe(LONG)
    expect(asListed(`${LONG}y`)).toBe(listed(LONG, 1))
    expect(toldByList(LONG, LONG)).toBe('scheduled')
  })

  test('is found again by its listing, and no other of its length or beginning is', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 990, maxLength: 1100 })
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(one.trim() !== '' && other.trim() !== '' && !/^[<#[]/.test(other))
        expect(toldByList(one, asListed(one))).toBe('scheduled')
        const alike = one.slice(0, 1000) === other.slice(0, 1000) && one.length === other.length
        expect(toldByList(other, asListed(one))).toBe(alike ? 'scheduled' : 'human')
      }),
    )
  })
})

describe('a prompt that the host has just written down as fired', () => {
  const fired = (prompt: string, ...rows: readonly string[]): PromptKind =>
    told(prompt, [], { fired: () => rows })
  const WORDS = 'look at the build and tell me what you see there '.repeat(10)

  test.each([
    ['short', 'look at CI', 'look at CI'],
    ['with blanks and line ends, which are folded', '  look\r\n\tat  CI \n', 'look at CI'],
    ['with what cannot be seen, which is left out', 'look\u200b at\u0007 CI', 'look at CI'],
    ['long, of which the beginning is written', WORDS, WORDS.slice(0, 200)],
    ['long, with a pair at the cut', `${'x'.repeat(199)}😀${WORDS}`, 'x'.repeat(199)],
    ['of a loop that has none of its own', '# Autonomous loop tick\nRun', '/loop'],
    ['of a loop with a file', '# /loop tick — loop.md tasks\nWork', '/loop (loop.md)'],
  ])('is scheduled: %s', (_, prompt, row) => {
    expect(fired(prompt, 'another', row)).toBe('scheduled')
  })

  test.each([
    ['shorter than what is written', WORDS.slice(0, 150), WORDS.slice(0, 200)],
    ['longer than what is written whole', 'look at CI now', 'look at CI'],
    ['another', 'how is it going?', 'look at CI'],
    ['another, of a loop that has none of its own', 'how is it going?', '/loop'],
    ['anything, where nothing readable is written', 'how is it going?', '\u200b'],
  ])("is a human's where it is %s", (_, prompt, row) => {
    expect(fired(prompt, row)).toBe('human')
  })

  test('is not asked for where something else tells', () => {
    const refuse = (): never => {
      throw new Error('the transcript was read')
    }
    expect(told('look at CI', ['look at CI'], { fired: refuse })).toBe('scheduled')
    expect(told('', [], { fired: refuse })).toBe('continuation')
    expect(told('look at CI', [], { source: 'user', fired: refuse })).toBe('human')
  })
})
