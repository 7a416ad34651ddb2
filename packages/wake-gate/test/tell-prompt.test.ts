import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { tellPrompt } from '../src/index.ts'

const NOTIFICATION = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>'

describe('a prompt', () => {
  test.each([
    // prompt, its digest, what the last turn left scheduled, who is behind it
    ['look at CI', 'ci', ['ci'], 'scheduled'],
    ['look at CI', 'ci', ['other', 'ci', 'third'], 'scheduled'],
    ['look at CI', 'ci', [], 'human'],
    ['look at CI', 'ci', ['c', 'cii', 'CI', ''], 'human'],
    ['', 'empty', [], 'human'],
    ['', 'empty', ['empty'], 'scheduled'],
    [NOTIFICATION, 'n', [], 'notification'],
    [NOTIFICATION, 'n', ['ci'], 'notification'],
    ['<task-notification>', 'n', [], 'notification'],
    ['<task-notification', 'n', [], 'human'],
    [` ${NOTIFICATION}`, 'n', [], 'human'],
    [`What is this: ${NOTIFICATION}`, 'n', [], 'human'],
    ['<Task-Notification>', 'n', [], 'human'],
  ] as const)('that reads %j, with the digest %j where %j were scheduled, is %s', (...row) => {
    const [prompt, digest, scheduledDigests, kind] = row
    expect(tellPrompt({ prompt, digest, scheduledDigests })).toBe(kind)
  })

  test('that was scheduled is scheduled although it begins like a notification', () => {
    expect(tellPrompt({ prompt: NOTIFICATION, digest: 'n', scheduledDigests: ['n'] })).toBe('scheduled')
  })

  test('is told by its digest and its beginning, and by nothing else', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.array(fc.string()),
        fc.boolean(),
        (text, digest, others, notified) => {
          const prompt = notified ? `<task-notification>${text}` : text.replace(/^</, '')
          const kind = others.includes(digest) ? 'scheduled' : notified ? 'notification' : 'human'
          expect(tellPrompt({ prompt, digest, scheduledDigests: others })).toBe(kind)
          expect(tellPrompt({ prompt, digest, scheduledDigests: [...others, digest] })).toBe('scheduled')
        },
      ),
    )
  })
})
