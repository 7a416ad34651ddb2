import type { WrongArguments } from '@dos/command-line/arguments'

/**
 * What `--workspace` names. An empty one, of an unset shell variable, say, is refused: a person who names a folder does
 * not mean the one that happens to be the current one.
 */
export function namedWorkspace(
  value: string | undefined,
): { readonly ok: true; readonly workspace: string | undefined } | WrongArguments {
  return value === ''
    ? { ok: false, complaint: '--workspace names no folder' }
    : { ok: true, workspace: value }
}
