import type { BackgroundWait, UntilWait } from '@dos/wait'
import { afterMarker, type HeldTurn, holdReason } from './reason.ts'

/** As much of a command as is repeated to the model. */
const LONGEST = 120

/** Seconds as people write them. */
export function inSeconds(ms: number): string {
  return `${tenths(ms)} s`
}

/** Milliseconds as whole tenths of a second. */
export function tenths(ms: number): number {
  return Math.round(ms / 100) / 10
}

/** What a wait for background shells came to, for the record. */
export function describeBackground({ end, waitedMs, shells }: BackgroundWait): string {
  const what = shells === 1 ? 'a background shell' : `${shells} background shells`
  return end === 'met'
    ? `waited ${inSeconds(waitedMs)} for ${what} to end`
    : `waited ${inSeconds(waitedMs)} in vain for ${what} to end`
}

/** What a wait for a condition came to, for the record. */
export function describeUntil({ end, waitedMs, runs, last }: UntilWait): string {
  const looks = runs === 1 ? 'one look' : `${runs} looks`
  if (end === 'met') return `waited ${inSeconds(waitedMs)} until the condition was met, ${looks}`
  const status =
    last?.kind === 'exited' && last.status !== null ? `, the last one with status ${last.status}` : ''
  return `waited ${inSeconds(waitedMs)} in vain for the condition to be met, ${looks}${status}`
}

/** Tells the model that background commands have ended. Paid for as input, hence short. */
export function tellBackgroundEnded(waitedMs: number): (held: HeldTurn) => string {
  return (held) =>
    `Wait marker ${held.marker} of ${held.cap}: what ran in the background has ended; the hook waited ${inSeconds(waitedMs)} ` +
    `for it. Look at its result and go on. ${afterMarker(held)}`
}

/** Tells the model that the condition is met. */
export function tellConditionMet(waitedMs: number, command: string): (held: HeldTurn) => string {
  return (held) =>
    `Wait marker ${held.marker} of ${held.cap}: the condition is met, \`${shorten(command)}\` has succeeded; the hook waited ` +
    `${inSeconds(waitedMs)} for it. No need to check again: go on. ${afterMarker(held)}`
}

/** Tells the model what it is told without a wait, and that there was one. */
export function tellInVain(reason: string): (held: HeldTurn) => string {
  return (held) => `${holdReason(held)} The hook ${reason}.`
}

function shorten(command: string): string {
  const line = command.trim().replaceAll(/\s+/g, ' ')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
