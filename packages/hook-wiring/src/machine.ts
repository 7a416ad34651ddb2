/** Whose settings: a person's own, a project's that are shared with others, or a project's that are one's own. */
export type Scope = 'user' | 'project' | 'local'

/** Every scope there is. */
export const SCOPES: readonly Scope[] = Object.freeze(['user', 'project', 'local'] as const)

/** What has to be known of a machine to say where a host keeps its settings. */
export interface Machine {
  /** As Node names it: `win32` has its own way to write paths, all others are alike. */
  readonly platform: string
  /** The user's own folder, absolute: `USERPROFILE` on Windows, else `HOME`. */
  readonly home: string
  /** The root of the project, absolute. */
  readonly project: string
  /** Asked for variables by which hosts can be told to keep their settings elsewhere. */
  readonly env: Readonly<Record<string, string | undefined>>
}
