import { copilot } from './copilot.ts'
import type { Layout, Machine } from './layout.ts'
import { joinPath } from './paths.ts'

/**
 * VS Code. It reads the same files as Copilot CLI, in the same form (`chat.hookFilesLocations`, its hookSchema.ts and
 * hookCompatibility.ts), so that what is written for one of them is there for the other.
 */
export const vscode: Layout = {
  ...copilot,
  host: 'vscode',
  sign: settingsFolder,
  commands: ['code', 'code-insiders'],
}

/** https://code.visualstudio.com/docs/configure/settings#_settings-file-locations */
function settingsFolder({ platform, home, env }: Machine): string {
  switch (platform) {
    case 'win32':
      return joinPath(platform, env['APPDATA'] || joinPath(platform, home, 'AppData/Roaming'), 'Code')
    case 'darwin':
      return joinPath(platform, home, 'Library/Application Support/Code')
    default:
      return joinPath(platform, env['XDG_CONFIG_HOME'] || joinPath(platform, home, '.config'), 'Code')
  }
}
