import type { Rule } from '../rule.ts'
import { answerLost } from './answer-lost.ts'
import { answersPeople } from './answers-people.ts'
import { armedForEveryone } from './armed-for-everyone.ts'
import { armedHere } from './armed-here.ts'
import { asyncHook } from './async-hook.ts'
import { blockCap } from './block-cap.ts'
import { configMalformed } from './config-malformed.ts'
import { configUnreadable } from './config-unreadable.ts'
import { haltBehindLatch } from './halt-behind-latch.ts'
import { haltUnable } from './halt-unable.ts'
import { holdsNothing } from './holds-nothing.ts'
import { hooksDisabled } from './hooks-disabled.ts'
import { ifOnStop } from './if-on-stop.ts'
import { latch } from './latch.ts'
import { latchOnFirstStop } from './latch-on-first-stop.ts'
import { loopForEveryone } from './loop-for-everyone.ts'
import { nativeOutdated } from './native-outdated.ts'
import { noCommandHook } from './no-command-hook.ts'
import { noTimeout } from './no-timeout.ts'
import { notAnswering } from './not-answering.ts'
import { notRun } from './not-run.ts'
import { nothingArms } from './nothing-arms.ts'
import { nothingWired } from './nothing-wired.ts'
import { program } from './program.ts'
import { quietHoldUnable } from './quiet-hold-unable.ts'
import { rearmWithoutMatcher } from './rearm-without-matcher.ts'
import { resetOnStop } from './reset-on-stop.ts'
import { runtimeOutdated } from './runtime-outdated.ts'
import { settingsTrouble } from './settings-trouble.ts'
import { slowCommand } from './slow-command.ts'
import { stopNotBound } from './stop-not-bound.ts'
import { tallyGrows } from './tally-grows.ts'
import { tallyLines } from './tally-lines.ts'
import { tallyNotWritable } from './tally-not-writable.ts'
import { tallyOnNetwork } from './tally-on-network.ts'
import { tallyOutside } from './tally-outside.ts'
import { tallyTracked } from './tally-tracked.ts'
import { tallyUnreadable } from './tally-unreadable.ts'
import { timeoutUnit } from './timeout-unit.ts'
import { trustUnknown } from './trust-unknown.ts'
import { unknownKey } from './unknown-key.ts'
import { unknownTable } from './unknown-table.ts'
import { untilNotAllowed } from './until-not-allowed.ts'
import { untrusted } from './untrusted.ts'
import { versionDiffers } from './version-differs.ts'
import { waitNotHere } from './wait-not-here.ts'
import { waitOutlastsTimeout } from './wait-outlasts-timeout.ts'
import { wakeHalfBound } from './wake-half-bound.ts'
import { wiredTwice } from './wired-twice.ts'
import { wrongDialect } from './wrong-dialect.ts'
import { wrongEvent } from './wrong-event.ts'
import { wrongWords } from './wrong-words.ts'

/** Every rule there is. Their order decides nothing: findings are put in order by what they say. */
export const RULES: readonly Rule[] = [
  configUnreadable,
  configMalformed,
  unknownKey,
  unknownTable,
  haltBehindLatch,
  haltUnable,
  quietHoldUnable,
  waitOutlastsTimeout,
  waitNotHere,
  untilNotAllowed,
  nothingArms,
  holdsNothing,
  armedHere,
  settingsTrouble,
  nothingWired,
  stopNotBound,
  wiredTwice,
  resetOnStop,
  ifOnStop,
  asyncHook,
  noCommandHook,
  answersPeople,
  answerLost,
  noTimeout,
  timeoutUnit,
  program,
  wrongWords,
  wrongEvent,
  wrongDialect,
  untrusted,
  trustUnknown,
  loopForEveryone,
  armedForEveryone,
  wakeHalfBound,
  rearmWithoutMatcher,
  hooksDisabled,
  latch,
  latchOnFirstStop,
  blockCap,
  notAnswering,
  versionDiffers,
  nativeOutdated,
  runtimeOutdated,
  tallyNotWritable,
  tallyOutside,
  tallyOnNetwork,
  tallyUnreadable,
  tallyLines,
  tallyGrows,
  tallyTracked,
  slowCommand,
  notRun,
]
