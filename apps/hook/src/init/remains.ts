import { capabilitiesOf, dialectOf, type HostName } from '@dos/hook-dialect'
import type { Target } from '../wiring/targets.ts'
import type { InitFlags } from './flags.ts'

/** What a person still has to do, or should know, once the settings are written: a line each. */
export function whatRemains(
  targets: readonly Target[],
  { loop }: Pick<InitFlags, 'loop'>,
): readonly string[] {
  const steps = targets.flatMap(({ hosts, scope }) => hosts.flatMap((host) => stepsOf(host, scope)))
  const wired = targets.flatMap(({ hosts }) => hosts)
  const documented = wired.filter((host) => capabilitiesOf(host).measuredOn === undefined)
  const titles = documented.map((host) => dialectOf(host).title).join(', ')
  return [
    ...steps,
    ...(wired.includes('cursor') && wired.includes('claude-code') ? [CURSOR_READS_CLAUDE] : []),
    ...(titles === '' ? [] : [`${titles}: wired as the documentation says, but never tried. Watch it once.`]),
    loop
      ? 'Every Stop in these settings counts as one of a loop.'
      : 'It acts only in loops: start one with DOS_LOOP=1 in its environment. Other sessions are left alone.',
    'dos-hook doctor looks whether it would run.',
  ]
}

const CURSOR_READS_CLAUDE =
  "Cursor: where it is set to include third-party configuration, it runs Claude Code's hooks, too, and would count twice."

function stepsOf(host: HostName, scope: Target['scope']): readonly string[] {
  const { title } = dialectOf(host)
  switch (capabilitiesOf(host).trust) {
    case 'each-hook':
      return [
        `${title}: a hook runs only once you have trusted it. Start it, open /hooks, and trust this one; do so again ` +
          'after each change of its command. Until then it is passed over in silence.',
      ]
    case 'repository-hooks':
      return scope === 'user'
        ? []
        : [
            `${title}: hooks of a project run only where you have trusted its folder. Start it there once and say so.`,
          ]
    default:
      return host === 'vscode'
        ? [`${title}: the setting chat.useHooks must be on, and the workspace trusted.`]
        : []
  }
}
