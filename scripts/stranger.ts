// Uses every library once, the way someone does who has only the installed packages. No type annotations.
import { deepStrictEqual as same } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capabilitiesOf, dialectOf, tellHost } from '@dos/hook-dialect'
import { bindings, unwire, wire } from '@dos/hook-wiring'
import { decide } from '@dos/marker-gate'
import { markerPolicyFromToml } from '@dos/marker-gate/toml'
import { claim, count, reset, tallyPaths } from '@dos/marker-sensor'
import { classify, proposeTighterBudget, waitMarkerBudget } from '@dos/noop-streak'
import { streakPolicyFromToml } from '@dos/noop-streak/toml'
import { look, nodeOps, progressPolicy } from '@dos/progress'
import { DEFAULT_WAIT_POLICY, planWait } from '@dos/wait'
import { tellPrompt } from '@dos/wake-gate'

same(decide({ stopHookActive: false, loopFlag: true, env: {} }).armed, true)
same(decide({ stopHookActive: false, loopFlag: false, env: {}, policy: { maxStreak: 2 } }).name, undefined)
const loaded = await markerPolicyFromToml('[marker]\nmax_streak = 2.5\n')
same(loaded.ok ? undefined : loaded.problems[0]?.line, 2)
const streak = await streakPolicyFromToml('[noop_streak]\nmax_streak = 1\n')
same(streak.ok && classify(1, streak.policy).verdict, 'EXHAUSTED')
same(classify(3, { maxStreak: 4 }).verdict, 'LIVE')
same(waitMarkerBudget(3, 4).allow, true)
same(proposeTighterBudget(3, 4), 2)

const workspace = mkdtempSync(join(tmpdir(), 'stranger-'))
const paths = tallyPaths(workspace, 'a session')
if (paths === undefined) throw new Error('no tally')
same(claim(paths, { cap: 1, id: 'one', now: Date.now() }), { granted: true, count: 1 })
same(claim(paths, { cap: 1, id: 'two', now: Date.now() }).granted, false)
reset(paths, { now: Date.now() })
same(count(paths), 0)

const ops = nodeOps({ env: process.env })
const seen = look({ workspace, policy: progressPolicy({ watch: ['commit'] }), ops })
same([seen.advanced, seen.unseen.length], [[], 1])
const idle = { attended: false, shells: [], unlisted: false, untilAllowed: false }
same(planWait({ policy: DEFAULT_WAIT_POLICY, ...idle }).steps, [])
same(tellPrompt({ prompt: 'look at CI', scheduledDigests: ['look at CI'], digest: String }), 'scheduled')
same(dialectOf(tellHost({ turn_id: 't' }, {}).host).hold('wait'), '{"decision":"block","reason":"wait"}')
same(capabilitiesOf('kiro').hold, true)
const wanted = { command: ['/opt/dos-hook'], loop: false, wake: false, timeoutSeconds: 10 }
const wired = wire('codex', '{}', bindings('codex', wanted))
same(wired.ok && wired.changed, true)
const taken = unwire('codex', wired.ok ? wired.text : '')
same(taken.ok && taken.text.includes('dos-hook'), false)
rmSync(workspace, { recursive: true })
