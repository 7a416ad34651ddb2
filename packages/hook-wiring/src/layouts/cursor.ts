import type { Layout } from '../layout.ts'
import { joinPath } from '../paths.ts'

/** Cursor. https://cursor.com/docs/agent/hooks: its file needs a version, and its handlers stand by themselves. */
export const cursor: Layout = {
  host: 'cursor',
  title: 'Cursor',
  file: (scope, { platform, home, project }) => {
    switch (scope) {
      case 'user':
        return joinPath(platform, home, '.cursor', 'hooks.json')
      case 'project':
        return joinPath(platform, project, '.cursor', 'hooks.json')
      case 'local':
        return undefined
    }
  },
  folders: ({ platform, home }) => [joinPath(platform, home, '.cursor')],
  commands: ['cursor', 'cursor-agent'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'documented' },
  events: 'in-hooks',
  grouped: false,
  stamp: { version: 1 },
  names: { stop: 'stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: {},
  source: 'documented',
}
