const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  linux: ['libc.so.6', 'libc.musl-x86_64.so.1', 'libc.musl-aarch64.so.1'],
  darwin: ['libSystem.B.dylib'],
}

/** `struct pollfd { int fd; short events; short revents; }` for descriptor 1 and no event but those always told. */
const STDOUT = [1, 0, 0, 0, 0, 0, 0, 0]

/** POLLERR, POLLHUP and POLLNVAL: no reader is left, the terminal is gone, the descriptor is closed. */
const GONE = 0x08 | 0x10 | 0x20

/** Asks poll(2) through Bun's foreign function interface. */
export async function stdoutGoneByPoll(): Promise<(() => boolean) | undefined> {
  const { dlopen } = await import('bun:ffi')
  for (const library of LIBRARIES[process.platform] ?? []) {
    try {
      const { symbols } = dlopen(library, { poll: { args: ['ptr', 'u64', 'i32'], returns: 'i32' } })
      return () => {
        const answer = Uint8Array.from(STDOUT)
        return symbols.poll(answer, 1, 0) > 0 && ((answer[6] ?? 0) & GONE) !== 0
      }
    } catch {
      // Another name, perhaps.
    }
  }
  return undefined
}
