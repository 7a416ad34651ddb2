/** The folder that observations lie in, from the workspace down. */
export const METRICS_FOLDER: readonly [home: '.dos', folder: 'metrics'] = ['.dos', 'metrics']

/** The file that is written, one observation a line. */
export const CURRENT_FILE = 'observations.jsonl'

/** The file that was written before it. There is no third. */
export const EARLIER_FILE = 'observations.1.jsonl'

/**
 * The most bytes that one file takes: 1 MiB. A line has some 250, so this is about 4,000 observations.
 */
export const MAX_BYTES: number = 1024 * 1024

/**
 * Whether the current file has to be renamed to {@link EARLIER_FILE}, replacing that, before a line is appended.
 * A line that is too long by itself goes into an empty file all the same.
 *
 * @param size - how many bytes the current file has; 0 where there is none
 * @param added - how many bytes are to be appended
 */
export function mustRotate(size: number, added: number): boolean {
  return size > 0 && size + added > MAX_BYTES
}

/** Whether the environment asks for nothing to be noted. */
export function isOff(env: Readonly<Record<string, string | undefined>>): boolean {
  const value = env['DOS_HOOK_METRICS']
  return value === '0' || value === 'false' || value === 'off'
}
