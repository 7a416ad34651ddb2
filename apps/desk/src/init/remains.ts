import type { InitFlags } from '@dos/command-line/setup-verbs'
import { capabilitiesOf, dialectOf, type HostName } from '@dos/hook-dialect'
import type { Target } from '../settings/targets.ts'

/**
 * What a person still has to do, or should know, once the settings are written: a line each.
 *
 * @param bound - all settings that bind the hook now: those that were written, and those that did so before
 */
export function whatRemains(
  targets: readonly Target[],
  bound: readonly Target[],
  { loop, wake }: Pick<InitFlags, 'loop' | 'wake'>,
): readonly string[] {
  const steps = targets.flatMap(({ hosts, scope }) => hosts.flatMap((host) => stepsOf(host, scope)))
  const wired = targets.flatMap(({ hosts }) => hosts)
  const documented = wired.filter((host) => capabilitiesOf(host).measuredOn === undefined)
  const titles = documented.map((host) => dialectOf(host).title).join(', ')
  return [
    ...steps,
    ...readTwice(bound),
    ...(wake && wired.includes('qwen') ? [QWEN_TELLS_NO_HOOK] : []),
    ...(titles === '' ? [] : [`${titles}: wired as the documentation says, but never tried. Watch it once.`]),
    loop
      ? 'Every Stop in these settings counts as one of a loop.'
      : 'It acts only in loops: start one with DOS_LOOP=1 in its environment. Other sessions are left alone.',
    'dos-hook doctor checks the setup.',
  ]
}

/** Hosts that run what is bound for Claude Code, too: one turn would take two places of the budget. */
function readTwice(bound: readonly Target[]): readonly string[] {
  const claude = bound.filter(({ hosts }) => hosts.includes('claude-code'))
  if (claude.length === 0) return []
  const binds = (host: HostName) => bound.some(({ hosts }) => hosts.includes(host))
  const locations = claude.map(({ scope }) => `"${CLAUDE_LOCATIONS[scope]}"`).join(' and ')
  const vscode = `VS Code: by default it runs the hooks in Claude Code's settings, too, and would count twice. Switch ${locations} off in its setting chat.hookFilesLocations, or wire only one of the two.`
  return [...(binds('cursor') ? [CURSOR_READS_CLAUDE] : []), ...(binds('vscode') ? [vscode] : [])]
}

const QWEN_TELLS_NO_HOOK =
  'Qwen Code: it asks no hook about a prompt that it has scheduled, so none is turned away: the call that schedules the next ' +
  'one is refused instead, once the budget is spent.'

const CURSOR_READS_CLAUDE =
  "Cursor: where it is set to include third-party configuration, it runs Claude Code's hooks, too, and would count twice."

/** As VS Code names them: https://code.visualstudio.com/docs/agent-customization/hooks */
const CLAUDE_LOCATIONS: Readonly<Record<Target['scope'], string>> = {
  user: '~/.claude/settings.json',
  project: '.claude/settings.json',
  local: '.claude/settings.local.json',
}

function stepsOf(host: HostName, scope: Target['scope']): readonly string[] {
  const { title } = dialectOf(host)
  const { trust } = capabilitiesOf(host)
  if (trust === 'each-hook') {
    return [
      `${title}: a hook runs only once you have trusted it. Start it, open /hooks, and trust this one; do so again ` +
        'after each change of its command. Until then it is passed over in silence.',
    ]
  }
  if (trust === 'repository-hooks' && scope !== 'user') {
    return [
      `${title}: hooks of a project run only where you have trusted its folder. Start it there once and say so.`,
    ]
  }
  return host === 'vscode'
    ? [`${title}: the setting chat.useHooks must be on, and the workspace trusted.`]
    : []
}
