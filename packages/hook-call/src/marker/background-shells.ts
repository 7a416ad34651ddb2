/**
 * The commands of the background shells that an event says are running; `undefined` where it says nothing about such
 * tasks. One without a command is the empty string.
 */
export function backgroundShells(fields: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const tasks = fields['background_tasks']
  return Array.isArray(tasks) ? tasks.filter(isRunningShell).map(commandOf) : undefined
}

function isRunningShell(task: unknown): task is object {
  if (typeof task !== 'object' || task === null) return false
  const { type, status } = task as { readonly type?: unknown; readonly status?: unknown }
  return type === 'shell' && (status === undefined || status === 'running')
}

function commandOf(task: object): string {
  const { command } = task as { readonly command?: unknown }
  return typeof command === 'string' ? command : ''
}
