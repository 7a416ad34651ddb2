import { type FSWatcher, lstatSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Folders that are watched for as long as somebody wants to know. */
export interface WatchedFolders {
  /** Looks which of the folders there are by now; those that were made anew are watched anew. */
  readonly refresh: () => void
  readonly close: () => void
}

/**
 * Tells whenever something happens to the tallies or the configuration of a workspace, also where their folders come
 * only later. Each folder is watched as one, and not every file in it: that is three watches, where the number a user
 * may have can be as low as 8,192 and there may be more tallies. Whoever asks looks from time to time all the same,
 * since network file systems tell nothing of what others do.
 */
export function watchFolders(workspace: string, tell: () => void): WatchedFolders {
  const home = join(workspace, '.dos')
  const watches = [
    // A build may change the root of a workspace many times a second, and it is none of our business.
    { path: workspace, only: ['.dos', 'dos.toml'] },
    { path: home, only: ['markers'] },
    { path: join(home, 'markers'), only: undefined },
  ].map((each) => ({ ...each, watcher: undefined as FSWatcher | undefined, id: 0 }))
  const refresh = (): void => {
    for (const each of watches) {
      const id = identityOf(each.path)
      if (id === each.id) continue
      each.watcher?.close()
      each.id = id
      each.watcher = id === 0 ? undefined : open(each.path, each.only, tell)
    }
  }
  refresh()
  return {
    refresh,
    close: () => {
      for (const { watcher } of watches) watcher?.close()
    },
  }
}

/** Tells one folder from another that comes to stand in its place; 0 where there is none. A link is not followed. */
function identityOf(path: string): number {
  try {
    const stats = lstatSync(path)
    return stats.isDirectory() ? stats.ino : 0
  } catch {
    return 0
  }
}

function open(path: string, only: readonly string[] | undefined, tell: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, (_, name) => {
      if (only === undefined || name === null || only.includes(name)) tell()
    })
    // No more watches to be had, or the folder is gone: what is looked at from time to time is seen all the same.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
