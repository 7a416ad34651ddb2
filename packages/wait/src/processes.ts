/** One process of this machine. Ended ones that nobody has taken leave of (zombies) are none. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  /** Its program's short name, without a path. */
  readonly name: string
  /** Whether it was started in a session (on macOS: a process group) of its own. */
  readonly leads: boolean
  /** When it was started, in milliseconds of a clock that all processes share. */
  readonly startedMs: number
}

/** Linux counts start times in hundredths of a second, on every processor there is a Bun or Node for. */
const TICK_MS = 10

/**
 * Reads Linux's `/proc/<pid>/stat`. A name may have spaces, brackets and line ends in it, so the last bracket counts.
 *
 * @returns `undefined` for one that has ended, or where the text is not what it should be
 */
export function parseStat(text: string): ProcessInfo | undefined {
  const open = text.indexOf(' (')
  const close = text.lastIndexOf(') ')
  if (open < 0 || close < open) return undefined
  const [state = '', ...rest] = text
    .slice(close + 2)
    .trim()
    .split(' ')
  const pid = Number(text.slice(0, open))
  const parent = Number(rest[0])
  const session = Number(rest[2])
  const ticks = Number(rest[18])
  if (![pid, parent, session, ticks].every(Number.isSafeInteger) || hasEnded(state)) return undefined
  const name = text.slice(open + 2, close)
  return { pid, parent, name, leads: session === pid, startedMs: ticks * TICK_MS }
}

/** What {@link parsePs} reads: `ps -ax` with these columns. */
export const PS_COLUMNS = 'pid=,ppid=,pgid=,stat=,lstart=,comm='

const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+ +\S+ +\d+ +[\d:]+ +\d+)\s+(.+?)\s*$/

/** Reads the lines of `ps`. What ended, and what is no such line, is left out. */
export function parsePs(text: string): readonly ProcessInfo[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, group, state = '', started = '', command = ''] = PS_LINE.exec(line) ?? []
    const startedMs = Date.parse(started)
    if (pid === undefined || Number.isNaN(startedMs) || hasEnded(state)) return []
    const name = command.slice(command.lastIndexOf('/') + 1)
    return [{ pid: Number(pid), parent: Number(parent), name, leads: group === pid, startedMs }]
  })
}

function hasEnded(state: string): boolean {
  return state.startsWith('Z') || state.startsWith('X')
}

interface ShellSearch {
  /** This process. */
  readonly self: number
  readonly host: ProcessInfo
  /** The commands that the host says are running; `undefined` where it says nothing. */
  readonly commands: readonly string[] | undefined
  /** The arguments of a process in one line; empty where it has just ended. */
  readonly commandLine: (pid: number) => string
}

const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'fish', 'ksh', 'mksh', 'busybox', 'pwsh'])

/** Enough of a command to know it by, should the host show only the beginning of a long one. */
const KNOWN_BY = 100

/**
 * A hook of the same Stop, started at the same moment as this one, must not be taken for a background shell: two of
 * them would wait for each other. A command that went to the background was running for longer, 250 ms on Codex.
 */
const SAME_MOMENT_MS = 100

/**
 * The host that started this process: the one that is named, else the nearest ancestor that is no shell. The first
 * process of a machine is nobody's host: it takes the children of those that died, and its own are services.
 *
 * @param named - what the host says its own process is
 */
export function findHost(
  processes: readonly ProcessInfo[],
  self: number,
  named?: number,
): ProcessInfo | undefined {
  const given = named === undefined ? undefined : processes.find(({ pid }) => pid === named)
  return (
    given ?? lineage(processes, self).find(({ pid, name }) => pid !== 1 && pid !== self && !isShell(name))
  )
}

/**
 * The processes of a host's background shells, which are its children. Where the host tells their commands, they are
 * known by these; where it doesn't, by having been started in a session of their own some time before this process.
 * Neither this process nor what it was started by is ever one.
 */
export function findShells(
  processes: readonly ProcessInfo[],
  { self, host, commands, commandLine }: ShellSearch,
): readonly ProcessInfo[] {
  const own = lineage(processes, self)
  const since = own.find(({ parent }) => parent === host.pid)?.startedMs ?? Number.POSITIVE_INFINITY
  const children = processes.filter((each) => each.parent === host.pid && !own.includes(each))
  if (commands === undefined) {
    return children.filter(({ leads, startedMs }) => leads && startedMs <= since - SAME_MOMENT_MS)
  }
  const wanted = commands
    .map((command) => squeeze(command).slice(0, KNOWN_BY))
    .filter((known) => known !== '')
  return children.filter(({ pid, name, startedMs }) => {
    if (startedMs > since) return false
    const line = squeeze(commandLine(pid))
    // A shell may put its only command in its own place, and then has another name.
    return wanted.some((known) => (isShell(name) ? line.includes(known) : line.startsWith(known)))
  })
}

/** This process, its parent, and so on. */
function lineage(processes: readonly ProcessInfo[], self: number): readonly ProcessInfo[] {
  const line: ProcessInfo[] = []
  for (let pid = self; ; ) {
    const found = processes.find((each) => each.pid === pid)
    if (found === undefined || line.includes(found)) return line
    line.push(found)
    pid = found.parent
  }
}

/** A login shell's name starts with a dash. */
function isShell(name: string): boolean {
  return SHELLS.has(name.replace(/^-/, ''))
}

/** Hosts quote a command once more before they hand it to a shell: what quoting is made of can't be compared. */
function squeeze(command: string): string {
  return command.replaceAll(/['"\\\s]/g, '')
}
