import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hook } from './hosts/host.ts'
import { fields, list, text } from './model-server/json.ts'
import { hookLog } from './outcome.ts'
import { commandLine } from './quote.ts'
import { type Sandbox, write } from './sandbox.ts'

/** The hook with the recorder between it and its host. */
export function recorded(hook: Hook, sandbox: Sandbox): Hook {
  return { ...hook, run: recordedLine(hook.on, hook.run, sandbox) }
}

/** Puts the recorder into every hook of settings as Claude Code has them, which something else has wired. */
export function recordWired(paths: readonly string[], sandbox: Sandbox): void {
  for (const path of paths) {
    const settings = fields(JSON.parse(readFileSync(path, 'utf8')))
    const events = Object.entries(fields(settings['hooks'])).map(([event, groups]) => [
      event,
      list(groups).map((group) => ({
        ...fields(group),
        hooks: list(fields(group)['hooks']).map((hook) => recordedEntry(event, hook, sandbox)),
      })),
    ])
    write(path, { ...settings, hooks: Object.fromEntries(events) })
  }
}

function recordedEntry(event: string, hook: unknown, sandbox: Sandbox): object {
  const { command, args, ...rest } = fields(hook)
  const line = args === undefined ? text(command) : commandLine([command, ...list(args)].map(text))
  return { ...rest, command: recordedLine(event.toLowerCase(), line, sandbox) }
}

function recordedLine(label: string, run: string, sandbox: Sandbox): string {
  const recorder = join(import.meta.dir, 'recorder.ts')
  // Nothing of the project may reach the recorder either.
  const bun = [process.execPath, '--config=/dev/null', '--env-file=/dev/null']
  return commandLine([...bun, recorder, hookLog(sandbox), label, run])
}
