import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { count, nodeFileOps, TallyError } from '../src/index.ts'
import { run } from './support/places.ts'
import { makeWorkspace, pathsIn, thrownBy, type Workspace } from './support/workspace.ts'

describe('The real file operations', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = makeWorkspace()
  })
  afterAll(() => workspace[Symbol.dispose]())

  test('tell what stands at a path, and links as links', () => {
    const { workspace: folder } = workspace
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('file', join(folder, 'link'))
    run('mkfifo', join(folder, 'fifo'))
    const kinds = ['.', 'file', 'link', 'fifo', 'nothing'].map(
      (name) => nodeFileOps.look(join(folder, name))?.kind,
    )
    expect(kinds).toEqual(['folder', 'file', 'link', 'other', undefined])
  })

  test('make no file but by appending, and tell that they did', () => {
    const path = join(workspace.workspace, 'new')
    expect(thrownBy(() => nodeFileOps.openToRead(path))).toMatchObject({ code: 'ENOENT' })
    const made = nodeFileOps.openToAppend(path)
    const again = nodeFileOps.openToAppend(path)
    const third = nodeFileOps.openToAppend(path, true)
    expect(third.created).toBe(false)
    nodeFileOps.close(third.fd)
    const wrongly = nodeFileOps.openToAppend(`${path}-gone`, true)
    expect(wrongly.created).toBe(true)
    nodeFileOps.close(wrongly.fd)
    expect([made.created, again.created]).toEqual([true, false])
    nodeFileOps.append(made.fd, Buffer.from('one\n'))
    nodeFileOps.append(again.fd, Buffer.from('two\n'))
    for (const { fd } of [made, again]) nodeFileOps.close(fd)
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  })

  test('reach the device when they sync: what cannot be synced says so', () => {
    const path = join(workspace.workspace, 'unsyncable')
    run('mkfifo', path)
    const { fd } = nodeFileOps.openToAppend(path)
    try {
      expect(thrownBy(() => nodeFileOps.sync(fd))).toMatchObject({ code: 'EINVAL' })
    } finally {
      nodeFileOps.close(fd)
    }
  })

  test('sync a folder, or do without where a file system cannot', () => {
    expect(nodeFileOps.syncFolder(workspace.workspace)).toBeUndefined()
    // The folders of /proc are of the kind that refuses; where there is no /proc, none is at hand.
    if (existsSync('/proc/self')) expect(nodeFileOps.syncFolder('/proc')).toBeUndefined()
    expect(thrownBy(() => nodeFileOps.syncFolder(join(workspace.workspace, 'nowhere')))).toMatchObject({
      code: 'ENOENT',
    })
  })

  test('are what is used when no others are given, and fail as the platform does', () => {
    const thrown = thrownBy(() => count(pathsIn('/nul\0byte')))
    expect(thrown).toBeInstanceOf(TallyError)
    expect(thrown).toMatchObject({ fault: 'io', cause: { code: 'ERR_INVALID_ARG_VALUE' } })
  })
})
