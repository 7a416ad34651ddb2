/**
 * How often a test repeats what many killed or racing processes do: `whole` times where `DOS_HOOK_STORMS` is 1, as
 * `.ci/run` sets it, else `few` times.
 */
export function storm(whole: number, few: number): number {
  return process.env['DOS_HOOK_STORMS'] === '1' ? whole : few
}
