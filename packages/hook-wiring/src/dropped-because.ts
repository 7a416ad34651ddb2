import type { JsonNode } from './json/parse.ts'
import { type Problem, problemAt } from './problem.ts'
import { kindOf, memberValue, nameOf, readSettings } from './settings.ts'

/** A value that is not what it has to be. */
interface Misfit {
  /** What is wrong; where something is missing, what it is missing in. */
  readonly node: JsonNode
  readonly path: string
  readonly wanted: string
  readonly missing?: true
}

type Members = Readonly<Record<string, Kind>>
type Kind = 'a string' | 'true or false' | 'a number' | 'a list' | 'an object'

/**
 * Settings that Claude Code 2.1.332 reads strictly, by what they must be: with another value it drops the whole file
 * (each measured; it prints the reason on stderr, older versions print none). Settings that it forgives are not here.
 */
const SETTINGS: Readonly<Record<Kind, string>> = {
  'a string':
    '$schema advisorModel agent apiKeyHelper attributionProject autoMemoryDirectory awsAuthRefresh awsCredentialExport claudeMd gcpAuthRefresh language minimumVersion model otelHeadersHelper outputStyle plansDirectory prUrlTemplate processWrapper proxyAuthHelper requiredMaximumVersion requiredMinimumVersion timeZone',
  'true or false':
    'allowManagedHooksOnly allowManagedMcpServersOnly allowManagedPermissionRulesOnly alwaysThinkingEnabled autoCompactEnabled autoMemoryEnabled autoScrollEnabled awaySummaryEnabled disableAgentView disableAllHooks disableBundledSkills disableRemoteControl disableWorkflows enableAllProjectMcpServers fastMode fileCheckpointingEnabled includeCoAuthoredBy includeGitInstructions prefersReducedMotion promptSuggestionEnabled respectGitignore showThinkingSummaries showTurnDuration skipDangerousModePermissionPrompt skipWebFetchPreflight spinnerTipsEnabled syntaxHighlightingDisabled terminalProgressBarEnabled todoFeatureEnabled verbose',
  'a number': 'cleanupPeriodDays feedbackSurveyRate skillListingMaxDescChars',
  'a list': 'availableModels claudeMdExcludes companyAnnouncements fallbackModel httpHookAllowedEnvVars',
  'an object':
    'enabledPlugins env fileSuggestion modelOverrides permissions sandbox skillOverrides spinnerVerbs statusLine worktree',
}

/** Members of `permissions` that must be lists. */
const PERMISSION_LISTS = ['allow', 'deny', 'ask', 'additionalDirectories']
const MODES = ['acceptEdits', 'auto', 'bypassPermissions', 'default', 'dontAsk', 'plan']

/**
 * Events whose entries must all be readable: what guards a permission must not be missing in silence, says Claude Code.
 * An entry of any other event is left out by itself.
 */
const GUARDING = ['PreToolUse', 'PermissionRequest']

/** What a handler of each type must have, each a text; and what it may have beside what all may have. */
const HANDLERS: Readonly<Record<string, { readonly needs: string; readonly may: Members }>> = {
  command: {
    needs: 'command',
    may: { async: 'true or false', asyncRewake: 'true or false', args: 'a list' },
  },
  prompt: { needs: 'prompt', may: { model: 'a string' } },
  agent: { needs: 'prompt', may: { model: 'a string' } },
  http: { needs: 'url', may: {} },
  mcp_tool: { needs: 'server tool', may: {} },
}
const ALL_MAY: Members = {
  timeout: 'a number',
  if: 'a string',
  statusMessage: 'a string',
  once: 'true or false',
}

/**
 * The first entry of a Claude Code settings file because of which Claude Code drops the whole file, our hook with it,
 * and where it stands: `hooks.PreToolUse[0].matcher must be a string, but is an object`. By the rules of 2.1.286 to 2.1.332; 2.1.197 drops it for such an entry on any event.
 *
 * @param file - the whole text, a byte order mark included
 * @returns `undefined` where Claude Code takes the file; also where the text can't be read at all, which `inspect` tells
 */
export function droppedBecause(file: string): Problem | undefined {
  const reading = readSettings('claude-code', file)
  if (!reading.ok || reading.settings.root === undefined) return undefined
  const { root, text } = reading.settings
  const misfit = inTop(root) ?? inPermissions(root) ?? inStatusLine(root) ?? inPlugins(root) ?? inHooks(root)
  if (misfit === undefined) return undefined
  const { node, path, wanted, missing } = misfit
  // The value itself is not repeated: settings may hold secrets.
  const found = missing ? 'is missing' : `is ${kindOf(node)}`
  return problemAt(text, node.offset, `${path} must be ${wanted}, but ${found}`)
}

function inTop(root: JsonNode): Misfit | undefined {
  return first(Object.entries(SETTINGS), ([kind, names]) =>
    first(names.split(' '), (name) => misfitOf(root, name, '', kind as Kind)),
  )
}

function inPermissions(root: JsonNode): Misfit | undefined {
  const permissions = memberValue(root, 'permissions')
  if (permissions === undefined) return undefined
  const list = first(PERMISSION_LISTS, (name) => misfitOf(permissions, name, 'permissions.', 'a list'))
  const mode = memberValue(permissions, 'defaultMode')
  if (list !== undefined || mode === undefined || MODES.includes(mode.value)) return list
  return { node: mode, path: 'permissions.defaultMode', wanted: oneOf(MODES) }
}

function inStatusLine(root: JsonNode): Misfit | undefined {
  const line = memberValue(root, 'statusLine')
  if (line === undefined) return undefined
  const type = memberValue(line, 'type')
  if (type?.value !== 'command') return wrong(type, line, 'statusLine.type', '"command"')
  return needed(line, 'command', 'statusLine.')
}

function inPlugins(root: JsonNode): Misfit | undefined {
  return first(memberValue(root, 'enabledPlugins')?.children ?? [], (member) => {
    const node = member.children?.[1]
    if (node === undefined || !['string', 'number', 'null'].includes(node.type)) return undefined
    return { node, path: `enabledPlugins[${JSON.stringify(nameOf(member))}]`, wanted: 'true or false' }
  })
}

function inHooks(root: JsonNode): Misfit | undefined {
  const hooks = memberValue(root, 'hooks')
  return first(GUARDING, (event) => {
    const list = memberValue(hooks, event)
    const path = `hooks.${event}`
    // Without a value the event is passed over.
    if (list === undefined || list.type === 'null') return undefined
    if (list.type !== 'array') return { node: list, path, wanted: 'a list' }
    return first(list.children ?? [], (group, at) => inGroup(group, `${path}[${at}]`))
  })
}

function inGroup(group: JsonNode, path: string): Misfit | undefined {
  if (group.type !== 'object') return { node: group, path, wanted: 'an object' }
  const handlers = memberValue(group, 'hooks')
  if (handlers === undefined) return wrong(handlers, group, `${path}.hooks`, 'a list')
  return (
    misfitOf(group, 'hooks', `${path}.`, 'a list') ??
    misfitOf(group, 'matcher', `${path}.`, 'a string') ??
    first(handlers.children ?? [], (handler, at) => inHandler(handler, `${path}.hooks[${at}]`))
  )
}

function inHandler(handler: JsonNode, path: string): Misfit | undefined {
  if (handler.type !== 'object') return { node: handler, path, wanted: 'an object' }
  const type = memberValue(handler, 'type')
  const known = Object.entries(HANDLERS).find(([name]) => name === type?.value)?.[1]
  if (known === undefined) return wrong(type, handler, `${path}.type`, oneOf(Object.keys(HANDLERS)))
  const { needs, may } = known
  const timeout = memberValue(handler, 'timeout')
  return (
    first(needs.split(' '), (name) => needed(handler, name, `${path}.`)) ??
    first(Object.entries({ ...ALL_MAY, ...may }), ([name, kind]) =>
      misfitOf(handler, name, `${path}.`, kind),
    ) ??
    (may['args'] && textsIn(memberValue(handler, 'args'), `${path}.args`)) ??
    (timeout !== undefined && timeout.value <= 0
      ? { node: timeout, path: `${path}.timeout`, wanted: 'a number above 0' }
      : undefined)
  )
}

function textsIn(list: JsonNode | undefined, path: string): Misfit | undefined {
  return first(list?.children ?? [], (node, at) =>
    node.type === 'string' ? undefined : { node, path: `${path}[${at}]`, wanted: 'a string' },
  )
}

/** A text that must be there. */
function needed(object: JsonNode, name: string, before: string): Misfit | undefined {
  const node = memberValue(object, name)
  return node?.type === 'string' ? undefined : wrong(node, object, before + name, 'a string')
}

function wrong(node: JsonNode | undefined, around: JsonNode, path: string, wanted: string): Misfit {
  return node === undefined ? { node: around, path, wanted, missing: true } : { node, path, wanted }
}

/** A member that is there and is something else than it must be. */
function misfitOf(object: JsonNode, name: string, before: string, kind: Kind): Misfit | undefined {
  const node = memberValue(object, name)
  return node === undefined || isKind(node, kind) ? undefined : { node, path: before + name, wanted: kind }
}

function isKind({ type }: JsonNode, kind: Kind): boolean {
  switch (kind) {
    case 'a string':
      return type === 'string'
    case 'true or false':
      return type === 'boolean'
    case 'a number':
      return type === 'number'
    case 'a list':
      return type === 'array'
    case 'an object':
      return type === 'object'
  }
}

function oneOf(names: readonly string[]): string {
  return `one of ${names.join(', ')}`
}

function first<T>(
  values: readonly T[],
  look: (value: T, at: number) => Misfit | undefined,
): Misfit | undefined {
  for (const [at, value] of values.entries()) {
    const found = look(value, at)
    if (found !== undefined) return found
  }
  return undefined
}
