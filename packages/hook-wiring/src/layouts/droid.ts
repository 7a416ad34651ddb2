import type { Layout } from '../layout.ts'
import type { Machine, Scope } from '../machine.ts'
import { joinPath } from '../paths.ts'

const folderFor = (scope: Scope, { platform, home, project }: Machine): string | undefined => {
  switch (scope) {
    case 'user':
      return joinPath(platform, home, '.factory')
    case 'project':
      return joinPath(platform, project, '.factory')
    case 'local':
      return undefined
  }
}

const inFolder =
  (name: string) =>
  (scope: Scope, machine: Machine): string | undefined => {
    const folder = folderFor(scope, machine)
    return folder === undefined ? undefined : joinPath(machine.platform, folder, name)
  }

/**
 * Factory Droid. https://docs.factory.ai/harness/hooks: the file is keyed by the events themselves, and as soon as it is
 * there, hooks in the `settings.json` beside it are not read any more.
 */
export const droid: Layout = {
  host: 'droid',
  title: 'Factory Droid',
  file: inFolder('hooks.json'),
  folders: ({ platform, home }) => [joinPath(platform, home, '.factory')],
  commands: ['droid'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'documented' },
  events: 'in-root',
  grouped: true,
  stamp: {},
  names: { stop: 'Stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: { type: 'command' },
  source: 'documented',
  hides: inFolder('settings.json'),
}
