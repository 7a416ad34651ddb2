/** Namespaces of one's own: no network but loopback, and no process that outlives the run. */
const UNSHARE = ['unshare', '--net', '--pid', '--fork', '--kill-child', '--mount-proc']

/** Why hosts can't be run here; nothing when they can. */
export function obstacle(): string | undefined {
  if (process.platform !== 'linux') return 'e2e:hosts needs Linux: hosts run in a network namespace'
  const missing = ['unshare', 'ip', 'tmux', 'git', 'node', 'npm'].find((name) => Bun.which(name) === null)
  if (missing !== undefined) return `e2e:hosts needs ${missing}, which is not in the PATH`
  const { exitCode, stderr } = Bun.spawnSync(insideNamespace(['true']))
  if (exitCode === 0) return undefined
  return `e2e:hosts needs root, or the right to user namespaces, for unshare: ${stderr.toString().trim()}`
}

/** The command line that runs a command with loopback only and with no environment but a PATH and a plugin's folder. */
export function insideNamespace(command: readonly string[]): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
  const script = 'ip link set lo up && exec "$@"'
  const { env } = process
  const kept = ['PATH', 'E2E_LOOP_PLUGIN'].flatMap((name) => (name in env ? [`${name}=${env[name]}`] : []))
  return ['env', '-i', ...kept, ...UNSHARE, ...asRoot, 'sh', '-c', script, 'sh', ...command]
}
