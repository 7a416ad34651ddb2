import type { Layout } from '../layout.ts'
import type { Machine } from '../machine.ts'
import { joinPath } from '../paths.ts'

const folder = ({ platform, home }: Machine): string => joinPath(platform, home, '.gemini', 'config')

/**
 * Antigravity. Every member of its file is a named hook with events of its own; a timeout that is no whole number
 * makes it drop the whole file.
 */
export const antigravity: Layout = {
  host: 'antigravity',
  title: 'Antigravity',
  file: (scope, machine) => {
    const { platform, project } = machine
    switch (scope) {
      case 'user':
        return joinPath(platform, folder(machine), 'hooks.json')
      case 'project':
        return joinPath(platform, project, '.agents', 'hooks.json')
      case 'local':
        return undefined
    }
  },
  folders: (machine) => [folder(machine)],
  commands: ['agy', 'antigravity'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'documented' },
  events: 'in-named',
  grouped: false,
  stamp: {},
  names: { stop: 'Stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: { type: 'command' },
  source: 'documented',
}
