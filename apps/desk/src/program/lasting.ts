import { sep } from 'node:path'

/** Where package runners put what they run once, and what they throw away. */
const CACHES = /[\\/](_npx|bunx-[^\\/]*|dlx-[^\\/]*|dlx|install[\\/]cache|\.cache)[\\/]/

/** Where package managers put what is installed for a user, in folders that look like a project's. */
const GLOBAL = /[\\/]global[\\/]/

/** Where a program lies, and what is asked about it. */
export interface Lying {
  readonly path: string
  /** The folder for what is thrown away. */
  readonly temporary: string
  /** The project whose own settings are to name it; `undefined` for settings that count everywhere. */
  readonly project: string | undefined
  /** Whether there is a file. */
  readonly exists: (path: string) => boolean
}

/**
 * Whether a program will still be where it lies when a host looks for it: not in a package runner's cache or a
 * temporary folder; and not among the packages of one project, unless it is for that project.
 */
export function isLasting({ path, temporary, project, exists }: Lying): boolean {
  if (CACHES.test(path) || isInside(path, temporary)) return false
  const packages = /^(.*?)[\\/]node_modules[\\/]/.exec(path)?.[1]
  if (packages === undefined || GLOBAL.test(path)) return true
  if (!exists(`${packages}/package.json`)) return true
  return project !== undefined && isInside(path, project)
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
