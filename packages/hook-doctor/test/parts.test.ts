import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { compareVersions, networkFileSystem } from '../src/index.ts'
import { median } from '../src/median.ts'
import { wrap } from '../src/wrap.ts'

describe('Versions', () => {
  test.each([
    ['0.1.0', '0.1.0', 0],
    ['0.1.0', '0.2.0', -1],
    ['0.10.0', '0.9.9', 1],
    ['1.0.0', '0.99.99', 1],
    ['v20.16.0', '20.16.0', 0],
    ['20.9', '20.16.0', -1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0', '1.0.0-rc.1', 1],
    ['1.0.0-rc.1', '1.0.0-rc.2', 0],
    ['1.2.3+build', '1.2.3', 0],
    ['none', '0.0.0', 0],
  ])('%s is to %s as %i', (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign)
  })
})

describe('A median', () => {
  test('is the one in the middle, or between the two', () => {
    expect([median([]), median([7]), median([9, 1, 5]), median([4, 1, 3, 2])]).toEqual([0, 7, 5, 2.5])
  })
})

describe('A file system', () => {
  test.each([
    ['ext4', 0xef53],
    ['tmpfs', 0x01021994],
    ['btrfs', 0x9123683e],
    ['overlay', 0x794c7630],
    ['XFS', 0x58465342],
    ['FUSE, behind which anything may be', 0x65735546],
  ])('of one machine alone is no network: %s', (_, type) => {
    expect(networkFileSystem(type)).toBeUndefined()
  })

  test.each([
    ['NFS', 0x6969],
    ['SMB', 0x517b],
    ['CIFS', 0xff534d42],
    ['CIFS', -11317950],
    ['SMB 2', 0xfe534d42],
    ['9p', 0x01021997],
  ])('of a network is named: %s', (name, type) => {
    expect(networkFileSystem(type)).toBe(name)
  })
})

describe('Wrapped text', () => {
  test('is one line where nothing has to fit', () => {
    expect(wrap('one two three', undefined)).toEqual(['one two three'])
  })

  test('breaks between words, and leaves a long one whole', () => {
    expect(wrap('one two /a/path/that/is/longer three', 9)).toEqual([
      'one two',
      '/a/path/that/is/longer',
      'three',
    ])
  })

  test('loses nothing, and is too wide only where a word is', () => {
    const words = fc.array(fc.stringMatching(/^[a-zü待]{1,14}$/), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (given, width) => {
        const lines = wrap(given.join(' '), width)
        expect(lines.join(' ')).toBe(given.join(' '))
        for (const line of lines) expect([...line].length <= width || !line.includes(' ')).toBe(true)
      }),
    )
  })
})
