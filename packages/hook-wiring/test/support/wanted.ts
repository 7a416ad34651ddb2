import type { HostName } from '@dos/hook-dialect'
import { type Binding, bindings, type Edit, type Wanted } from '../../src/index.ts'

/** What most tests ask for. */
export const WANTED: Wanted = { command: ['/opt/dos-hook'], loop: false, wake: false, timeoutSeconds: 10 }

/** The bindings for it. */
export function wanted(host: HostName, more: Partial<Wanted> = {}): readonly Binding[] {
  return bindings(host, { ...WANTED, ...more })
}

/** An edit that has to have worked. */
export function done(edit: Edit): Extract<Edit, { readonly ok: true }> {
  if (!edit.ok) throw new Error(edit.problem.message)
  return edit
}
