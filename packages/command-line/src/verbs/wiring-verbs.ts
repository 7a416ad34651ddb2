import { HELP_FLAG, WORKSPACE_FLAG } from './common-flags.ts'
import type { Flag, Verb } from './entry.ts'
import { HOST_LIST, SCOPE } from './values.ts'

const COMMON: readonly Flag[] = [
  { name: '--host', value: HOST_LIST, meaning: 'the hosts; auto takes every one that is in use here' },
  { name: '--scope', value: SCOPE, meaning: "whose settings: yours, the project's, or yours in the project" },
  { ...WORKSPACE_FLAG, meaning: 'the project, instead of the current folder' },
  { name: '--dry-run', meaning: 'show the change, write nothing' },
  { name: '--yes', meaning: 'write without asking' },
  HELP_FLAG,
]

/** The verbs by which a person wires the hook, and takes it out. */
export const WIRING_VERBS: readonly Verb[] = [
  {
    name: 'init',
    caller: 'person',
    summary: 'wire the hook into the settings of your hosts',
    flags: [
      { name: '--loop', meaning: 'every Stop belongs to a loop; not for settings of interactive sessions' },
      { name: '--wake', meaning: 'bound the turns that a session schedules for itself, too' },
      ...COMMON,
    ],
  },
  {
    name: 'remove',
    caller: 'person',
    summary: 'take the hook out of the settings again',
    flags: COMMON,
  },
]
