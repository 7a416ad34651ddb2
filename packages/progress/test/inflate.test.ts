import { describe, expect, test } from 'bun:test'
import { constants, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { treeOfLooseCommit } from '../src/commit-object.ts'
import { inflateStart } from '../src/inflate.ts'

const options = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
})
const content = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc
    .string({ unit: fc.constantFrom('a', 'b', 'tree ', '\n'), maxLength: 2000 })
    .map((text) => Buffer.from(text)),
)

describe('the start of a stream', () => {
  test('is what zlib was given, at any level and strategy', () => {
    fc.assert(
      fc.property(content, options, fc.integer({ min: 0, max: 3000 }), (bytes, how, want) => {
        const inflated = inflateStart(deflateSync(bytes, how), want)
        expect(Buffer.from(inflated ?? [])).toEqual(Buffer.from(bytes.slice(0, want)))
        expect(inflated).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  test('needs no more of the input than it takes', () => {
    const bytes = Buffer.from(`commit 9999\0tree ${'ab'.repeat(20)}\n${'lorem ipsum '.repeat(5000)}`)
    const start = deflateSync(bytes).subarray(0, 512)
    expect(Buffer.from(inflateStart(start, 128) ?? [])).toEqual(bytes.subarray(0, 128))
  })

  test('of a stream cut short is nothing, or true as far as it goes', () => {
    fc.assert(
      fc.property(content, options, fc.nat(), (bytes, how, cut) => {
        const whole = deflateSync(bytes, how)
        const inflated = inflateStart(whole.subarray(0, cut % whole.length), 4096)
        if (inflated !== undefined) {
          expect(Buffer.from(inflated)).toEqual(Buffer.from(bytes.slice(0, inflated.length)))
        }
      }),
    )
  })

  test('of garbage never throws, and never is more than was wanted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (garbage, withHeader) => {
        const input = withHeader ? Buffer.concat([Buffer.from([0x78, 0x01]), garbage]) : garbage
        expect(inflateStart(input, 128)?.length ?? 0).toBeLessThanOrEqual(128)
      }),
      { numRuns: 5000 },
    )
  })

  test('of a stream that would swell a thousandfold is only the start', () => {
    expect(inflateStart(deflateSync(Buffer.alloc(10_000_000)), 128)).toEqual(new Uint8Array(128))
  })
})

describe('a loose object', () => {
  const tree = 'ab'.repeat(20)
  test('that is a commit names its tree', () => {
    expect(treeOfLooseCommit(deflateSync(`commit 200\0tree ${tree}\nparent`))).toBe(tree)
    expect(treeOfLooseCommit(deflateSync(`commit 200\0tree ${'cd'.repeat(32)}\nauthor`))).toBe(
      'cd'.repeat(32),
    )
  })

  test.each([
    ['a tag', `tag 200\0object ${tree}\n`],
    ['a tree', `tree 200\0${tree}`],
    ['a commit with a short id', 'commit 200\0tree abcd\n'],
    ['nothing', ''],
  ])('that is %s names none', (_, text) => {
    expect(treeOfLooseCommit(deflateSync(text))).toBeUndefined()
  })

  test('that is garbage names none', () => {
    expect(treeOfLooseCommit(Buffer.from('garbage'))).toBeUndefined()
    expect(treeOfLooseCommit(new Uint8Array())).toBeUndefined()
  })
})
