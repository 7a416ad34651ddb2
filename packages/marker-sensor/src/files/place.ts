import { join, sep } from 'node:path'
import { codeOf, unlessCode } from './node-operations.ts'
import type { FileOps, Folder } from './operations.ts'
import { HOME } from './paths.ts'
import { TallyError } from './tally-error.ts'

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
  readonly walk: Walk
}

/** What all places on the way from a workspace to a folder share. */
interface Walk {
  readonly ops: FileOps
  readonly workspace: Folder
  /** The workspace's `.dos`. */
  home?: Place
  /** Everything to close at the end. */
  readonly opened: Folder[]
}

/** Walks to a folder below `.dos`, made where it isn't there and `make` says so; closes all of the way after `use`. */
export function inPlace<T>(
  ops: FileOps,
  workspace: string,
  names: readonly string[],
  make: boolean,
  use: (place: Place | undefined) => T,
): T {
  const opened: Folder[] = []
  try {
    return use(reach(ops, workspace, names, make, opened))
  } finally {
    closeAll(ops, opened)
  }
}

/** Closes every one, also where closing another fails. */
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

function reach(
  ops: FileOps,
  path: string,
  names: readonly string[],
  make: boolean,
  opened: Folder[],
): Place | undefined {
  // A link to the workspace is its user's own.
  const workspace = make ? ops.enter(path, true) : unlessCode('ENOENT', () => ops.enter(path, true))
  if (workspace === undefined) return undefined
  opened.push(workspace)
  const walk: Walk = { ops, workspace, opened }
  let place: Place = { folder: workspace, path, above: undefined, linked: false, walk }
  for (const name of [HOME, ...names]) {
    const next = step(place, name) ?? (make ? makeStep(place, name) : undefined)
    if (next === undefined) return undefined
    walk.home ??= next
    place = next
  }
  return place
}

function step(above: Place, name: string): Place | undefined {
  const path = join(above.path, name)
  let place: Place
  try {
    place = stepInto(above, name, path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    if (above.walk.ops.look(join(above.folder.at, name))?.kind !== 'link') throw error
    place = follow(above, path, namesInside(above, name))
  }
  if (place.folder.foreign) throw anotherUsers(path)
  return place
}

function makeStep(above: Place, name: string): Place {
  requireUnmoved(above)
  above.walk.ops.makeFolder(join(above.folder.at, name))
  const made = step(above, name)
  if (made === undefined) throw moved(join(above.path, name))
  return made
}

function stepInto(above: Place, name: string, path: string): Place {
  const { walk } = above
  const folder = walk.ops.enter(join(above.folder.at, name))
  walk.opened.push(folder)
  return { folder, path, above, linked: above.linked, walk }
}

/** Goes from the workspace along names without links. What has become one since it was resolved is not followed. */
function follow({ walk }: Place, path: string, names: readonly string[]): Place {
  let place: Place = { folder: walk.workspace, path, above: undefined, linked: true, walk }
  for (const name of names) place = stepInto(place, name, path)
  return place
}

/** The names that lead from the workspace to what a link stands for. */
function namesInside({ folder, path, walk: { ops, workspace } }: Place, name: string): readonly string[] {
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

/** The folder and the path of what a link inside the workspace stands for. */
export function locate(place: Place, name: string): { readonly place: Place; readonly at: string } {
  const names = namesInside(place, name)
  const folder = follow(place, join(place.path, name), names.slice(0, -1))
  return { place: folder, at: join(folder.folder.at, names.at(-1) ?? '') }
}

/** Throws where something else stands in the place of a folder on the way, and its path leads there. */
export function requireUnmoved(place: Place): void {
  for (let each: Place | undefined = place; each !== undefined; each = each.above) {
    const { folder, path, walk } = each
    if (folder.pinned) return
    const entry = walk.ops.look(folder.at)
    if (entry?.kind !== 'folder' || entry.id !== folder.id) throw moved(path)
  }
}

/** Syncs a folder and those it was reached by, so that what was made in any of them stays. */
export function syncWay(place: Place): void {
  for (let each: Place | undefined = place; each !== undefined; each = each.above) {
    each.walk.ops.syncFolder(each.folder.at)
  }
}

export function moved(path: string): TallyError {
  return new TallyError('outside', path, `something else was put in the place of ${path} meanwhile`)
}

export function anotherUsers(path: string): TallyError {
  return new TallyError(
    'another-user',
    path,
    `${path} belongs to another user: what others count here does not count; remove it, or make it yours`,
  )
}
