import { liesIn } from '../world/real-path.ts'
import type { Target } from './targets.ts'

/**
 * Why a settings file of a project is left alone: what comes with a project must not lead to settings that count
 * elsewhere. `undefined` where it stays within.
 *
 * @param real - where it leads, behind all links
 */
export function whyOutside({ scope, path }: Target, real: string, project: string): string | undefined {
  if (scope === 'user' || liesIn(real, project)) return undefined
  return `${path} leads out of the project, to ${real}: change it there`
}

/** A settings file as people are told of it: with where it leads, if that is elsewhere. Not yet escaped. */
export function describePath({ path }: Target, real: string): string {
  return path === real ? path : `${path}, which leads to ${real}`
}
