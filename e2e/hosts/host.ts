import type { HostName } from '../../packages/hook-dialect/src/index.ts'
import type { Environment, Sandbox } from '../sandbox.ts'

/** What a hook can be bound to, by the same words for all hosts. */
export type HookPoint = 'stop' | 'session-start' | 'prompt' | 'before-tool'

/** A hook as a host's settings name it. */
export interface Hook {
  readonly on: HookPoint
  /** A command line for `sh`. */
  readonly run: string
  /** Which tools it is for, with `before-tool`: names joined by `|`. */
  readonly tools?: string
}

/** What a host has to be told before it starts. */
export interface Setup {
  readonly sandbox: Sandbox
  /** Where the model is, without a path. */
  readonly modelUrl: string
  readonly hooks: readonly Hook[]
}

/** A program that runs an agent and its hooks. */
export interface Host {
  /** As on the command line and in folder names. */
  readonly name: string
  /** As `dos-hook init` calls it. */
  readonly wiredAs: HostName
  /** As people call it. */
  readonly title: string
  /** The npm package, the version that is run where no other is asked for, and its command. */
  readonly package: string
  readonly version: string
  readonly command: string
  /** Where its program lies below the folder it is installed in; by default its command of `node_modules/.bin`. */
  readonly program?: string
  /** Writes its settings into the sandbox. @returns what its environment needs beside the emptied one */
  readonly configure: (setup: Setup) => Environment
  /** Arguments to work on one prompt and exit; `resume` goes on with the last session of the folder. */
  readonly print: (prompt: string, options: { readonly resume: boolean }) => readonly string[]
  /** Arguments to take prompts as JSON lines on stdin, where it can. */
  readonly converse?: readonly string[]
  /** Arguments to start in a terminal, where it is driven that way. */
  readonly interactive?: readonly string[]
}

/** The key that every host is given. */
export const DUMMY_KEY = 'not-a-real-key'

/** How long a host may wait for a hook, in seconds. */
export const HOOK_TIMEOUT_SECONDS = 60

/** The settings of all hooks, grouped by the host's own names of the events. */
export function byEvent<T>(
  hooks: readonly Hook[],
  names: Readonly<Record<HookPoint, string>>,
  entry: (hook: Hook) => T,
): Readonly<Record<string, readonly T[]>> {
  const groups: Record<string, T[]> = {}
  for (const hook of hooks) {
    const name = names[hook.on]
    groups[name] = [...(groups[name] ?? []), entry(hook)]
  }
  return groups
}
