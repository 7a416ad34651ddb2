import { print } from '../drive/print.ts'
import { claudeCode } from '../hosts/claude-code.ts'
import { HOSTS } from '../hosts/index.ts'
import { talks } from './models.ts'
import type { Scenario } from './scenario.ts'

const TWICE = '[marker]\nrespect_stop_hook_active = false\nmax_streak = 2\n'

/** The host was heard, and nothing is read from its files that isn't so. */
const HEARD = /^(?!.*(schedule their own|not trusted)).*last called/s

const MANIFEST = JSON.stringify({ name: 'project', private: true, devDependencies: { 'dos-hook': '*' } })

/** The hook wired by `dos-hook init` and taken out by `dos-hook remove`. */
export const WIRED: readonly Scenario[] = [
  ...HOSTS.map(
    (host): Scenario => ({
      host,
      name: 'wired',
      about: 'Wired by init: held twice, then released; remove leaves the settings as they were.',
      model: talks,
      hooks: [],
      unrecorded: true,
      init: ['--scope', 'user', '--loop'],
      doctor: HEARD,
      config: TWICE,
      drive: print('Wait for the build.'),
      expect: { requests: 3, tallies: ['MM'] },
      expectOfRival: { requests: 1, tallies: [] },
    }),
  ),
  {
    host: claudeCode,
    name: 'wired-project',
    about: 'Wired for all who work on the project, whose package is installed in it.',
    model: talks,
    hooks: [],
    unrecorded: true,
    installed: 'packed',
    init: ['--scope', 'project', '--loop'],
    config: TWICE,
    drive: print('Wait for the build.'),
    expect: { requests: 3, tallies: ['MM'] },
    expectOfRival: { requests: 1, tallies: [] },
  },
  ...['bun.lock', 'package-lock.json'].map(
    (lock): Scenario => ({
      host: claudeCode,
      name: lock === 'bun.lock' ? 'absent-bun' : 'absent-npm',
      about: 'The same where somebody has installed nothing yet: no hold, no word, no delay.',
      model: talks,
      hooks: [],
      unrecorded: true,
      installed: 'nowhere',
      files: { 'package.json': MANIFEST, [lock]: '{}' },
      init: ['--scope', 'project', '--loop', '--wake'],
      config: TWICE,
      drive: print('Wait for the build.'),
      // One of marker, one of wake.
      expect: { requests: 1, held: 0, stops: 2, tallies: [], slowestCallMs: 1000 },
      expectOfRival: { requests: 1, tallies: [] },
    }),
  ),
]
