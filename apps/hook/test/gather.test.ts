import { describe, expect, test } from 'bun:test'
import type { Stdin } from '@dos/hook-call/io'
import fc from 'fast-check'
import { gather } from '../src/stdin/gather.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What is answered once all pieces are there, and after how many of them; the end comes only where none was enough. */
function gathered(pieces: readonly Uint8Array[]): { readonly stdin: Stdin; readonly after: number | 'end' } {
  const gathering = gather()
  for (const [index, piece] of pieces.entries()) {
    const stdin = gathering.add(piece)
    if (stdin !== undefined) return { stdin, after: index + 1 }
  }
  return { stdin: gathering.end(), after: 'end' }
}

/** Bytes in pieces, cut at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [...new Set([0, ...places.map((place) => place % (bytes.length + 1)), bytes.length])].toSorted(
    (a, b) => a - b,
  )
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

/** Text that a scan between quotes could stumble over. */
const tricky = fc.oneof(fc.string(), fc.stringMatching(/^[\\"{}[\]ё🙂]{0,12}$/u))
const jsonObject = fc.dictionary(tricky, fc.oneof(tricky, fc.jsonValue()))
const marks = fc.stringMatching(/^[ \t\r\n\ufeff]{0,4}$/)
const spaces = fc.stringMatching(/^[ \t\r\n]{0,4}$/)

describe('What comes in on stdin', () => {
  test('is enough at the last byte of its object and never before, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        jsonObject,
        marks,
        spaces,
        fc.array(fc.nat(), { maxLength: 9 }),
        (object, before, after, places) => {
          const text = before + JSON.stringify(object, null, places.length % 2) + after
          const bytes = encode(text)
          const last = encode(text.trimEnd()).length
          const { stdin, after: count } = gathered(cut(bytes, places))
          expect(stdin.kind).toBe('text')
          if (stdin.kind === 'text')
            expect(JSON.parse(stdin.text.trim())).toEqual(JSON.parse(JSON.stringify(object)))
          expect(count).not.toBe('end')
          // With the last brace cut away nothing is enough.
          expect(gathered(cut(bytes.subarray(0, last - 1), places)).after).toBe('end')
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['', 'end'],
    ['   ', 'end'],
    ['[]', 'end'],
    ['7', 'end'],
    ['"{}"', 'end'],
    ['x{}', 'end'],
    ['{}{}', 'end'],
    ['{} x', 'end'],
    ['{}\ufeff', 'end'],
    ['{"a":"}', 'end'],
    ['{"a":"\\\\"}', 1],
    ['{"a":"\\\\\\"}', 'end'],
    ['{not JSON}', 1],
    ['\ufeff\ufeff{}', 1],
  ] as const)('is all that there will be, or may go on: %j', (text, after) => {
    expect(gathered([encode(text)])).toEqual({
      stdin: { kind: 'text', text: new TextDecoder().decode(encode(text)) },
      after,
    })
  })

  test('is told as UTF-16, with and without its mark, by its first bytes', () => {
    const event = '{"hook_event_name":"Stop"}'
    const little = new Uint8Array(Buffer.from(event, 'utf16le'))
    const big = new Uint8Array(Buffer.from(event, 'utf16le').swap16())
    for (const bytes of [
      little,
      big,
      new Uint8Array([0xff, 0xfe, ...little]),
      new Uint8Array([0xfe, 0xff, ...big]),
      new Uint8Array(Buffer.from(`\r\n${event}`, 'utf16le')),
    ]) {
      expect(gathered([bytes])).toEqual({ stdin: { kind: 'utf-16' }, after: 1 })
      expect(gathered([...bytes].map((byte) => new Uint8Array([byte])))).toMatchObject({
        stdin: { kind: 'utf-16' },
      })
    }
    for (const other of [
      '{\u0000"a":1}',
      '\u0000{"a":1}',
      '{"\u0000\u0000',
      '{"a":"\u0000ÿþ"}',
      '\u0000',
      '{',
    ]) {
      expect([other, gathered([encode(other)]).stdin.kind]).toEqual([other, 'text'])
    }
  })

  test('is refused as soon as it is nested deeper, or of more parts, than an event can be', () => {
    const deep = (levels: number) => encode(`{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`)
    const wide = (parts: number) => encode(`{"a":[${'{},'.repeat((parts - 4) / 2)}{},1]}`)
    const refused = { kind: 'too-nested', levels: 1000, parts: 100_000 }
    expect(gathered([deep(1000)]).stdin.kind).toBe('text')
    expect(gathered([deep(1001)]).stdin).toEqual(refused as Stdin)
    expect(gathered([wide(100_000)]).stdin.kind).toBe('text')
    expect(gathered([wide(100_002)]).stdin).toEqual(refused as Stdin)
    const half = encode(`{"a":${'['.repeat(600)}`)
    expect(gathered([half, encode('['.repeat(600))])).toEqual({ stdin: refused as Stdin, after: 2 })
    expect(gathered([encode(`{"a":[${'1,'.repeat(100_000)}1]}`)]).stdin).toEqual(refused as Stdin)
    // Brackets and commas between quotes are none.
    expect(gathered([encode(JSON.stringify({ a: '[{,'.repeat(200_000) }))]).stdin.kind).toBe('text')
  })

  test('is refused where it is longer than 16 MiB, in pieces too', () => {
    const piece = encode('x'.repeat(1024 * 1024))
    const { stdin, after } = gathered([encode('{"a":"'), ...Array.from({ length: 20 }, () => piece)])
    expect([stdin, after]).toEqual([{ kind: 'too-long', limit: 16 * 1024 * 1024 }, 17])
  })
})
