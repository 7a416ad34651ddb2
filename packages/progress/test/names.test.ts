import { describe, expect, test } from 'bun:test'
import { leadingId } from '../src/object-id.ts'
import { isOfOneTree, isRefName } from '../src/ref-name.ts'

describe('an id at the start of a text', () => {
  const sha1 = '0123456789abcdef0123456789abcdef01234567'
  const sha256 = `${sha1}${sha1.slice(0, 24)}`
  test.each([
    [sha1, sha1],
    [`${sha1}\n`, sha1],
    [`${sha1} and more`, sha1],
    [`${sha1.toUpperCase()}\r\n`, sha1],
    [sha256, sha256],
    [`${sha256}\n`, sha256],
    [`${sha1}ab\n`, undefined],
    [`${sha1}g`, undefined],
    [sha1.slice(1), undefined],
    [`${sha256}0`, undefined],
    [` ${sha1}`, undefined],
    ['0'.repeat(40), undefined],
    ['', undefined],
  ])('%j', (text, id) => {
    expect(leadingId(text)).toBe(id as string)
  })
})

describe('a reference', () => {
  test.each(['refs/heads/main', 'refs/heads/größe/日本', 'refs/heads/a..b', 'refs/heads/.invalid', 'refs/x'])(
    'can be named %j',
    (name) => expect(isRefName(name)).toBe(true),
  )

  test.each([
    '',
    'HEAD',
    'refs/',
    'heads/main',
    'refs//main',
    'refs/heads/',
    'refs/heads/..',
    'refs/../HEAD',
    'refs/./x',
    'refs/heads/a b',
    'refs/heads/a\\b',
    'refs/heads/a\nb',
    'refs/heads/a\0b',
    'refs/heads/\uFFFD',
    'refs/heads/\u007f',
  ])('cannot be named %j', (name) => expect(isRefName(name)).toBe(false))

  test.each([
    ['HEAD', true],
    ['refs/bisect/bad', true],
    ['refs/worktree/x', true],
    ['refs/rewritten/x', true],
    ['refs/heads/main', false],
  ])('%s belongs to one work tree: %p', (ref, alone) => expect(isOfOneTree(ref)).toBe(alone))
})
