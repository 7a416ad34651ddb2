import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { decide, findSignal, type GateDecision, type MarkerPolicy, type StopEvidence } from '../src/index.ts'

type Env = StopEvidence['env']

/** Every way for the event to say, or not to say, that a hook already holds this chain. */
const LATCH: Readonly<Record<'on' | 'off', readonly unknown[]>> = {
  on: [true],
  off: [false, undefined, null, 'true', 'false', '', 0, 1, [], [true], {}, new Boolean(true)],
}

const DEFAULT_NAMES = ['DOS_LOOP', 'CID_RUN_ID']

/** Environments and lists of names that together are a signal, with the name that gives it. */
const SIGNAL: readonly (readonly [Env, readonly string[], string])[] = [
  [{ DOS_LOOP: '1' }, DEFAULT_NAMES, 'DOS_LOOP'],
  [{ DOS_LOOP: '0' }, DEFAULT_NAMES, 'DOS_LOOP'],
  [{ DOS_LOOP: 'false' }, DEFAULT_NAMES, 'DOS_LOOP'],
  [{ DOS_LOOP: ' ' }, DEFAULT_NAMES, 'DOS_LOOP'],
  [{ DOS_LOOP: '\n' }, DEFAULT_NAMES, 'DOS_LOOP'],
  [{ CID_RUN_ID: 'r-1' }, DEFAULT_NAMES, 'CID_RUN_ID'],
  [{ CID_RUN_ID: 'r-1', DOS_LOOP: '' }, DEFAULT_NAMES, 'CID_RUN_ID'],
  [{ CID_RUN_ID: 'r-1', DOS_LOOP: undefined }, DEFAULT_NAMES, 'CID_RUN_ID'],
  [{ CID_RUN_ID: 'r-1', DOS_LOOP: '1' }, DEFAULT_NAMES, 'DOS_LOOP'],
  [{ CID_RUN_ID: 'r-1', DOS_LOOP: '1' }, ['CID_RUN_ID', 'DOS_LOOP'], 'CID_RUN_ID'],
  [{ MINE: '1', DOS_LOOP: '1' }, ['MINE'], 'MINE'],
  [{ MINE: '1' }, ['OTHER', 'MINE', 'MINE'], 'MINE'],
  [Object.assign(Object.create(null), { DOS_LOOP: '1' }), DEFAULT_NAMES, 'DOS_LOOP'],
  [{ constructor: '1' } as unknown as Env, ['constructor'], 'constructor'],
  [JSON.parse('{"__proto__":"1"}'), ['__proto__'], '__proto__'],
]

/** Environments and lists of names that together are none. */
const NO_SIGNAL: readonly (readonly [Env, readonly string[]])[] = [
  [{}, DEFAULT_NAMES],
  [Object.create(null), DEFAULT_NAMES],
  [{ DOS_LOOP: '' }, DEFAULT_NAMES],
  [{ DOS_LOOP: undefined }, DEFAULT_NAMES],
  [{ DOS_LOOP: '', CID_RUN_ID: '' }, DEFAULT_NAMES],
  [{ OTHER: '1', DOS_LOOPS: '1', dos_loop: '1' }, DEFAULT_NAMES],
  [{ DOS_LOOP: '1', CID_RUN_ID: 'r-1' }, []],
  [{ DOS_LOOP: '1', CID_RUN_ID: 'r-1' }, ['MINE']],
  [{ '': '1', ' ': '1' }, ['', ' ']],
  [{}, ['__proto__', 'constructor', 'toString', 'hasOwnProperty']],
  [Object.create({ DOS_LOOP: '1' }), DEFAULT_NAMES],
]

describe('the gate', () => {
  // What is known of a Stop, and what decides. The first line that holds is the rule: latch, flag, signal, nothing.
  test.each([
    // latch  respect  loopFlag  signal
    ['on', true, true, true, 'stop-hook-active'],
    ['on', true, true, false, 'stop-hook-active'],
    ['on', true, false, true, 'stop-hook-active'],
    ['on', true, false, false, 'stop-hook-active'],
    ['on', false, true, true, 'loop-flag'],
    ['on', false, true, false, 'loop-flag'],
    ['on', false, false, true, 'env'],
    ['on', false, false, false, 'no-evidence'],
    ['off', true, true, true, 'loop-flag'],
    ['off', true, true, false, 'loop-flag'],
    ['off', true, false, true, 'env'],
    ['off', true, false, false, 'no-evidence'],
    ['off', false, true, true, 'loop-flag'],
    ['off', false, true, false, 'loop-flag'],
    ['off', false, false, true, 'env'],
    ['off', false, false, false, 'no-evidence'],
  ] as const)('with the latch %s, respect %p, the loop flag %p and a signal %p goes by %s', (...row) => {
    const [latch, respectStopHookActive, loopFlag, signal, by] = row
    const armed = by === 'loop-flag' || by === 'env'
    for (const stopHookActive of LATCH[latch]) {
      for (const [env, armOnEnv, name] of signal
        ? SIGNAL
        : NO_SIGNAL.map((pair) => [...pair, undefined] as const)) {
        const policy = { armOnEnv, respectStopHookActive }
        const decision = decide({ stopHookActive, loopFlag, env, policy })
        const { reason, ...rest } = decision
        expect<object>(rest).toEqual(by === 'env' ? { armed, by, name } : { armed, by })
        expect(reason).not.toBe('')
      }
    }
  })

  test('goes by the default policy where none is given', () => {
    const event = { stopHookActive: false, loopFlag: false }
    expect(decide({ ...event, env: {} })).toMatchObject({ armed: false, by: 'no-evidence' })
    expect(decide({ ...event, env: { DOS_LOOP: '1' } })).toMatchObject({ by: 'env', name: 'DOS_LOOP' })
    expect(decide({ ...event, env: { CID_RUN_ID: '1' } })).toMatchObject({ by: 'env', name: 'CID_RUN_ID' })
    expect(decide({ stopHookActive: true, loopFlag: true, env: { DOS_LOOP: '1' } })).toMatchObject({
      armed: false,
      by: 'stop-hook-active',
    })
  })

  test('says why in one sentence for people', () => {
    const event = { stopHookActive: false, loopFlag: false, env: {} }
    const reasons = [
      decide({ ...event, stopHookActive: true }),
      decide({ ...event, loopFlag: true }),
      decide({ ...event, env: { DOS_LOOP: '1' } }),
      decide(event),
    ].map(({ reason }) => reason)
    expect(reasons).toEqual([
      'stop_hook_active is true: this turn was already held once and respect_stop_hook_active is on',
      '--loop says that this hook is bound to a loop',
      'DOS_LOOP is set: this session is part of a loop',
      'nothing says that this turn belongs to a loop',
    ])
  })

  test('says why of a list of the event in one sentence, too', () => {
    const event = { stopHookActive: false, loopFlag: false, env: {} }
    const policy: Partial<MarkerPolicy> = { armOnEvent: ['background_tasks', 'session_crons'] }
    const reasons = [
      decide({ ...event, policy, lists: { background_tasks: 1 } }),
      decide({ ...event, policy, lists: { session_crons: 1 } }),
      decide({ ...event, policy, lists: { background_tasks: 1 }, attended: true }),
      decide({ ...event, policy, lists: { session_crons: 1 }, attended: true }),
    ].map(({ reason }) => reason)
    expect(reasons).toEqual([
      "the event's background_tasks is not empty",
      "the event's session_crons is not empty",
      'a background task is running, and the host comes back by itself',
      'a wake-up is pending, and the host comes back by itself',
    ])
  })

  test('is armed by no list that the policy does not name, and by none that is not there', () => {
    const event = { stopHookActive: false, loopFlag: false, env: {}, attended: false }
    const policy: Partial<MarkerPolicy> = { armOnEvent: ['session_crons'] }
    expect(decide({ ...event, policy, lists: { background_tasks: 9 } }).by).toBe('no-evidence')
    expect(decide({ ...event, policy, lists: {} }).by).toBe('no-evidence')
    expect(decide({ ...event, policy }).by).toBe('no-evidence')
    expect(decide({ ...event, lists: { background_tasks: 9, session_crons: 9 } }).by).toBe('no-evidence')
  })

  test('names the first of the policy, whatever the order of the environment', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,3}$/), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(names, names, (armOnEnv, set) => {
        const env = Object.fromEntries(set.map((name) => [name, '1']))
        const decision = decide({
          stopHookActive: false,
          loopFlag: false,
          env,
          policy: { armOnEnv },
        })
        const name = armOnEnv.find((each) => set.includes(each))
        expect(decision).toMatchObject(
          name === undefined ? { armed: false, by: 'no-evidence' } : { armed: true, by: 'env', name },
        )
      }),
    )
  })
})

describe('what the environment holds', () => {
  const name = fc.constantFrom('DOS_LOOP', 'CID_RUN_ID', 'API_KEY')
  const evidence = {
    stopHookActive: fc.anything(),
    loopFlag: fc.boolean(),
    respectStopHookActive: fc.boolean(),
    armOnEnv: fc.array(name),
    set: fc.uniqueArray(name),
  }

  test('never shows in the answer', () => {
    fc.assert(
      fc.property(fc.record({ ...evidence, secret: fc.uuid() }), ({ set, secret, ...rest }) => {
        expect(JSON.stringify(decideWith(rest, set, secret))).not.toContain(secret)
      }),
    )
  })

  test('makes no difference beyond being there', () => {
    const value = fc.string({ minLength: 1 })
    fc.assert(
      fc.property(fc.record({ ...evidence, one: value, other: value }), ({ set, one, other, ...rest }) => {
        expect(decideWith(rest, set, one)).toEqual(decideWith(rest, set, other))
      }),
    )
  })

  test('is not even asked for beyond the names of the policy', () => {
    const asked = new Set<string | symbol>()
    const env: Env = new Proxy(
      { API_KEY: 'secret', CID_RUN_ID: 'r-1' },
      {
        get: (target, key) => {
          asked.add(key)
          return Reflect.get(target, key)
        },
        getOwnPropertyDescriptor: (target, key) => {
          asked.add(key)
          return Reflect.getOwnPropertyDescriptor(target, key)
        },
        ownKeys: () => {
          throw new Error('listed the environment')
        },
      },
    )
    expect(decide({ stopHookActive: true, loopFlag: false, env }).armed).toBe(false)
    expect(decide({ stopHookActive: false, loopFlag: true, env }).armed).toBe(true)
    expect([...asked]).toEqual([])
    expect(decide({ stopHookActive: false, loopFlag: false, env }).armed).toBe(true)
    expect([...asked].toSorted()).toEqual(['CID_RUN_ID', 'DOS_LOOP'])
  })
})

interface Rest {
  readonly stopHookActive: unknown
  readonly loopFlag: boolean
  readonly respectStopHookActive: boolean
  readonly armOnEnv: readonly string[]
}

function decideWith(rest: Rest, set: readonly string[], value: string): GateDecision {
  const { stopHookActive, loopFlag, ...fields } = rest
  const env = Object.fromEntries(set.map((each) => [each, value]))
  return decide({ stopHookActive, loopFlag, env, policy: fields })
}

describe('the signal behind a decision', () => {
  const free = {
    respectStopHookActive: false,
    releaseWhenWoken: false,
    armOnEvent: ['background_tasks' as const],
  }
  const evidence = fc.record({
    stopHookActive: fc.constantFrom(true, false, undefined),
    loopFlag: fc.boolean(),
    env: fc.constantFrom<Env>({}, { DOS_LOOP: '1' }, { CID_RUN_ID: 'r', DOS_LOOP: '' }),
    lists: fc.record({
      background_tasks: fc.constantFrom(undefined, 0, 2),
      session_crons: fc.constantFrom(undefined, 0, 2),
    }),
    attended: fc.constantFrom(true, false, undefined),
  })

  test('is what the gate answers where no guard stands before it', () => {
    fc.assert(
      fc.property(evidence, fc.boolean(), fc.boolean(), (one, respectStopHookActive, releaseWhenWoken) => {
        const unguarded = decide({ ...one, policy: free })
        const guarded = { ...free, respectStopHookActive, releaseWhenWoken }
        expect(findSignal({ ...one, policy: guarded })).toEqual(
          (unguarded.armed ? unguarded : undefined) as ReturnType<typeof findSignal>,
        )
      }),
    )
  })
})
