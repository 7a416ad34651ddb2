import { join, sep } from 'node:path'
import { TallyError } from './error.ts'
import type { FileOps, Folder } from './file-ops.ts'
import { codeOf } from './node-file-ops.ts'
import { HOME } from './paths.ts'

/**
 * A folder inside a workspace, reached from there step by step, each opened in the one before and none through a link
 * that leads out: a cloned repository, or whoever shares the workspace, must not choose where its user's files grow,
 * not even by putting a link in a folder's place at the very moment.
 */
export interface Place {
  readonly folder: Folder
  /** For messages: the path as it would be without links. */
  readonly path: string
  /** The folder it was reached from; `undefined` of the workspace itself. */
  readonly above: Place | undefined
  /** Whether a link led to it, from inside the workspace. */
  readonly linked: boolean
  readonly way: Way
}

/** What all places of one walk share. */
interface Way {
  readonly ops: FileOps
  readonly workspace: Folder
  /** The workspace's `.dos`. */
  home?: Place
  /** Everything to close at the end. */
  readonly opened: Folder[]
}

/**
 * Walks from a workspace to a folder in its `.dos`, and closes every folder on the way after `use`.
 *
 * @param names - of the folders below `.dos`, each in the one before
 * @param missing - what to answer where one isn't there, or to make them; the workspace itself is never made
 * @throws TallyError `outside` when a link leads out, `another-user` when a folder belongs to one
 */
export function inPlace<T>(
  ops: FileOps,
  workspace: string,
  names: readonly string[],
  missing: 'make' | (() => T),
  use: (place: Place) => T,
): T {
  const opened: Folder[] = []
  try {
    const place = walk(ops, workspace, names, missing === 'make', opened)
    if (place !== undefined) return use(place)
  } finally {
    closeAll(ops, opened)
  }
  if (missing === 'make') throw moved(workspace)
  return missing()
}

function walk(
  ops: FileOps,
  path: string,
  names: readonly string[],
  make: boolean,
  opened: Folder[],
): Place | undefined {
  // A link to the workspace is its user's own.
  const workspace = unlessMissing(() => ops.enter(path, true), !make)
  if (workspace === undefined) return undefined
  opened.push(workspace)
  const way: Way = { ops, workspace, opened }
  let place: Place = { folder: workspace, path, above: undefined, linked: false, way }
  for (const name of [HOME, ...names]) {
    const next = step(place, name) ?? (make ? makeStep(place, name) : undefined)
    if (next === undefined) return undefined
    way.home ??= next
    place = next
  }
  return place
}

function unlessMissing<T>(operation: () => T, mayBeMissing: boolean): T | undefined {
  try {
    return operation()
  } catch (error) {
    if (mayBeMissing && codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function step(above: Place, name: string): Place | undefined {
  const { ops } = above.way
  const path = join(above.path, name)
  try {
    return requireOwn(stepInto(above, name, path))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    if (error instanceof TallyError || ops.look(join(above.folder.at, name))?.kind !== 'link') throw error
    return requireOwn(follow(above, name, path, namesInside(above, name)))
  }
}

function makeStep(above: Place, name: string): Place | undefined {
  requireUnmoved(above)
  above.way.ops.makeFolder(join(above.folder.at, name))
  const made = step(above, name)
  if (made === undefined) throw moved(join(above.path, name))
  return made
}

function stepInto(above: Place, name: string, path: string): Place {
  const { way } = above
  const folder = way.ops.enter(join(above.folder.at, name))
  way.opened.push(folder)
  return { folder, path, above, linked: above.linked, way }
}

/** Goes from the workspace along a path without links. What has become one since it was resolved is not followed. */
function follow(above: Place, name: string, path: string, names: readonly string[]): Place {
  let place: Place = { ...above, folder: above.way.workspace, above: undefined, linked: true }
  for (const each of names) place = stepInto(place, each, path)
  return { ...place, path: join(above.path, name) }
}

/** The names that lead from the workspace to what a link stands for. @throws TallyError `outside` */
function namesInside({ folder, path, way }: Place, name: string): readonly string[] {
  const { ops, workspace } = way
  const real = ops.resolve(join(folder.at, name))
  const root = ops.resolve(workspace.at)
  const inside = root.endsWith(sep) ? root : root + sep
  if (real.startsWith(inside)) return real.slice(inside.length).split(sep)
  const link = join(path, name)
  throw new TallyError(
    'outside',
    link,
    `${link} leads to ${real}, which is not inside the workspace: remove the link`,
  )
}

/** Where an entry of a place really is: itself, or what a link to it inside the workspace stands for. */
export function locate(place: Place, name: string): { readonly place: Place; readonly name: string } {
  const names = namesInside(place, name)
  const path = join(place.path, name)
  return { place: follow(place, name, path, names.slice(0, -1)), name: names.at(-1) ?? '' }
}

/** @throws TallyError when something else stands where a folder on the way was, and its path leads there */
export function requireUnmoved(place: Place): void {
  for (let each: Place | undefined = place; each !== undefined; each = each.above) {
    const { folder, path, way } = each
    if (folder.pinned) return
    const entry = way.ops.look(folder.at)
    if (entry?.kind !== 'folder' || entry.id !== folder.id) throw moved(path)
  }
}

export function moved(path: string): TallyError {
  return new TallyError('outside', path, `something else was put in the place of ${path} meanwhile`)
}

function requireOwn(place: Place): Place {
  if (place.folder.foreign) throw anothers(place.path)
  return place
}

export function anothers(path: string): TallyError {
  return new TallyError(
    'another-user',
    path,
    `${path} belongs to another user: what others count here does not count; remove it, or make it yours`,
  )
}

function closeAll(ops: FileOps, opened: readonly Folder[]): void {
  const faults: unknown[] = []
  for (const { fd } of opened.toReversed()) {
    try {
      if (fd !== undefined) ops.close(fd)
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

/** Syncs a folder and those it was reached by, so that what was made in any of them stays. */
export function syncWay(place: Place): void {
  for (let each: Place | undefined = place; each !== undefined; each = each.above) {
    each.way.ops.syncFolder(each.folder.at)
  }
}
