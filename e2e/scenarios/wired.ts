import { print } from '../drive/print.ts'
import { HOSTS } from '../hosts/index.ts'
import { talks } from './models.ts'
import type { Scenario } from './scenario.ts'

/** The hook wired by `dos-hook init` and taken out by `dos-hook remove`, on every host. */
export const WIRED: readonly Scenario[] = HOSTS.map((host) => ({
  host,
  name: 'wired',
  about: 'Wired by init: held twice, then released; remove leaves the settings as they were.',
  model: talks,
  hooks: [],
  unrecorded: true,
  init: ['--scope', 'user', '--loop'],
  config: '[marker]\nrespect_stop_hook_active = false\nmax_streak = 2\n',
  drive: print('Wait for the build.'),
  expect: { requests: 3, tallies: ['MM'] },
  expectOfRival: { requests: 1, tallies: [] },
}))
