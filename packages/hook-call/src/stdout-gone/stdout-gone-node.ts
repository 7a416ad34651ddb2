const I32 = 0x7f

/**
 * A WebAssembly module that does nothing but hand `poll_oneoff` out again under the name `poll`, with a page of memory
 * beside it: only a module may call what WASI offers.
 */
const POLLER = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 4, I32, I32, I32, I32, 1, I32]),
  ...section(2, [1, ...name('wasi_snapshot_preview1'), ...name('poll_oneoff'), 0, 0]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2, ...name('memory'), 2, 0, ...name('poll'), 0, 0]),
])

/** Where the subscription and the event lie in memory; their layout is that of WASI's preview 1. */
const SUBSCRIPTION = 0
const EVENT = 64
const COUNT = 128
const FD_WRITE = 2
const HANGUP = 1

/**
 * Asks poll(2) through WASI, the only way by which Node polls a descriptor that it only writes to: a pipe without a
 * reader is an error there, a socket without a peer a hangup. A file or a device can't be polled, and is never gone.
 */
export async function stdoutGoneByWasi(): Promise<(() => boolean) | undefined> {
  try {
    const { WASI } = await withoutWarning(() => import('node:wasi'))
    const wasi = new WASI({ version: 'preview1' })
    const { instance } = await WebAssembly.instantiate(POLLER, wasi.getImportObject() as never)
    const { memory, poll } = instance.exports as unknown as Exports
    wasi.initialize({ exports: { memory } })
    return () => {
      const view = new DataView(memory.buffer)
      new Uint8Array(memory.buffer).fill(0, SUBSCRIPTION, COUNT + 4)
      view.setUint8(SUBSCRIPTION + 8, FD_WRITE)
      view.setUint32(SUBSCRIPTION + 16, 1, true)
      if (poll(SUBSCRIPTION, EVENT, 1, COUNT) !== 0 || view.getUint32(COUNT, true) === 0) return false
      return view.getUint16(EVENT + 8, true) !== 0 || (view.getUint16(EVENT + 24, true) & HANGUP) !== 0
    }
  } catch {
    return undefined
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly poll: (subscriptions: number, events: number, count: number, countOut: number) => number
}

/** Node warns of an experiment on stderr, where only what concerns the user may come. */
async function withoutWarning<T>(load: () => Promise<T>): Promise<T> {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return await load()
  } finally {
    process.emitWarning = emitWarning
  }
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, content.length, ...content]
}

function name(text: string): readonly number[] {
  return [text.length, ...[...text].map((letter) => letter.charCodeAt(0))]
}
