import { posix, win32 } from 'node:path'
import type { DeskIo } from './desk/desk-io.ts'

/**
 * Where the binary lies that is compiled on this machine, in the user's folder for programs' data: of the XDG base
 * directories, of Apple's guidelines, and of Windows.
 */
export function nativeFile({ platform, home, env }: Pick<DeskIo, 'platform' | 'home' | 'env'>): string {
  const below = ['dos-hook', 'programs', 'native']
  switch (platform) {
    case 'win32': {
      const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local')
      return win32.join(local, ...below, 'dos-hook.exe')
    }
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', ...below, 'dos-hook')
    default:
      return posix.join(env['XDG_DATA_HOME'] || posix.join(home, '.local', 'share'), ...below, 'dos-hook')
  }
}
