import { type JsonNode, kindOf, memberValue, nameOf } from '../json/nodes.ts'
import { type Problem, problemAt } from '../json/problem.ts'
import { readSettings } from './settings.ts'

/** Kinds of values, as a message names them, by the parser's. */
const KINDS = {
  'a string': 'string',
  'true or false': 'boolean',
  'a number': 'number',
  'a list': 'array',
  'an object': 'object',
} as const
type Kind = keyof typeof KINDS
type Kinds = Readonly<Record<string, Kind>>

/**
 * Settings that Claude Code 2.1.332 reads strictly, by what they must be: with another value it drops the whole file
 * (each measured; it prints the reason on stderr, older versions print none). Settings that it forgives are not here.
 */
const SETTINGS: readonly (readonly [kind: Kind, names: string])[] = [
  [
    'a string',
    '$schema advisorModel agent apiKeyHelper attributionProject autoMemoryDirectory awsAuthRefresh awsCredentialExport claudeMd gcpAuthRefresh language minimumVersion model otelHeadersHelper outputStyle plansDirectory prUrlTemplate processWrapper proxyAuthHelper requiredMaximumVersion requiredMinimumVersion timeZone',
  ],
  [
    'true or false',
    'allowManagedHooksOnly allowManagedMcpServersOnly allowManagedPermissionRulesOnly alwaysThinkingEnabled autoCompactEnabled autoMemoryEnabled autoScrollEnabled awaySummaryEnabled disableAgentView disableAllHooks disableBundledSkills disableRemoteControl disableWorkflows enableAllProjectMcpServers fastMode fileCheckpointingEnabled includeCoAuthoredBy includeGitInstructions prefersReducedMotion promptSuggestionEnabled respectGitignore showThinkingSummaries showTurnDuration skipDangerousModePermissionPrompt skipWebFetchPreflight spinnerTipsEnabled syntaxHighlightingDisabled terminalProgressBarEnabled todoFeatureEnabled verbose',
  ],
  ['a number', 'cleanupPeriodDays feedbackSurveyRate skillListingMaxDescChars'],
  ['a list', 'availableModels claudeMdExcludes companyAnnouncements fallbackModel httpHookAllowedEnvVars'],
  [
    'an object',
    'enabledPlugins env fileSuggestion modelOverrides permissions sandbox skillOverrides spinnerVerbs statusLine worktree',
  ],
]

const PERMISSIONS: Kinds = {
  allow: 'a list',
  deny: 'a list',
  ask: 'a list',
  additionalDirectories: 'a list',
}
const MODES = ['acceptEdits', 'auto', 'bypassPermissions', 'default', 'dontAsk', 'plan']

/**
 * Events whose entries must all be readable: what guards a permission must not be missing in silence, says Claude Code.
 * An entry of any other event is left out by itself.
 */
const GUARDING = ['PreToolUse', 'PermissionRequest']

/** What a handler of each type must have, and what it may have beside what all may have. */
const HANDLERS: Readonly<Record<string, { readonly needs: Kinds; readonly may?: Kinds }>> = {
  command: {
    needs: { command: 'a string' },
    may: { async: 'true or false', asyncRewake: 'true or false', args: 'a list' },
  },
  prompt: { needs: { prompt: 'a string' }, may: { model: 'a string' } },
  agent: { needs: { prompt: 'a string' }, may: { model: 'a string' } },
  http: { needs: { url: 'a string' } },
  mcp_tool: { needs: { server: 'a string', tool: 'a string' } },
}
const ALL_MAY: Kinds = {
  timeout: 'a number',
  if: 'a string',
  statusMessage: 'a string',
  once: 'true or false',
}

/** A value that is not what it has to be. */
interface Misfit {
  /** What is wrong; where something is missing, what it is missing in. */
  readonly node: JsonNode
  readonly path: string
  readonly wanted: string
  readonly missing?: true
}

/**
 * The first entry of a Claude Code settings file because of which Claude Code drops the whole file, our hook with it,
 * and where it stands: `hooks.PreToolUse[0].matcher must be a string, but is an object`. By the rules of 2.1.286
 * to 2.1.332; 2.1.197 drops it for such an entry on any event.
 *
 * @param file - the whole text, a byte order mark included
 * @returns `undefined` where Claude Code takes the file; also where the text can't be read at all, which `inspect` tells
 */
export function droppedBecause(file: string): Problem | undefined {
  const reading = readSettings('claude-code', file)
  if (!reading.ok || reading.settings.root === undefined) return undefined
  const [misfit] = misfitsIn(reading.settings.root)
  if (misfit === undefined) return undefined
  const { node, path, wanted, missing } = misfit
  // The value itself is not repeated: settings may hold secrets.
  const found = missing ? 'is missing' : `is ${kindOf(node)}`
  return problemAt(reading.settings.text, node.offset, `${path} must be ${wanted}, but ${found}`)
}

function* misfitsIn(root: JsonNode): Generator<Misfit> {
  for (const [kind, names] of SETTINGS) {
    for (const name of names.split(' ')) yield* wrongMembers(root, '', { [name]: kind })
  }
  const permissions = memberValue(root, 'permissions')
  yield* wrongMembers(permissions, 'permissions.', PERMISSIONS)
  const mode = memberValue(permissions, 'defaultMode')
  if (mode !== undefined && !MODES.includes(mode.value)) {
    yield { node: mode, path: 'permissions.defaultMode', wanted: oneOf(MODES) }
  }
  const line = memberValue(root, 'statusLine')
  if (line !== undefined) {
    const type = memberValue(line, 'type')
    if (type?.value !== 'command') yield wrong(type, line, 'statusLine.type', '"command"')
    yield* wrongMembers(line, 'statusLine.', { command: 'a string' }, true)
  }
  for (const member of memberValue(root, 'enabledPlugins')?.children ?? []) {
    const [, node] = member.children ?? []
    if (node === undefined || !['string', 'number', 'null'].includes(node.type)) continue
    yield { node, path: `enabledPlugins[${JSON.stringify(nameOf(member))}]`, wanted: 'true or false' }
  }
  for (const event of GUARDING) {
    const list = memberValue(memberValue(root, 'hooks'), event)
    // Without a value the event is passed over.
    if (list === undefined || list.type === 'null') continue
    yield* inList(list, `hooks.${event}`, inGroup)
  }
}

function* inGroup(group: JsonNode, path: string): Generator<Misfit> {
  if (group.type !== 'object') return yield { node: group, path, wanted: 'an object' }
  yield* wrongMembers(group, `${path}.`, { hooks: 'a list' }, true)
  yield* wrongMembers(group, `${path}.`, { matcher: 'a string' })
  yield* inList(memberValue(group, 'hooks'), `${path}.hooks`, inHandler)
}

function* inHandler(handler: JsonNode, path: string): Generator<Misfit> {
  if (handler.type !== 'object') return yield { node: handler, path, wanted: 'an object' }
  const type = memberValue(handler, 'type')
  const known = Object.entries(HANDLERS).find(([name]) => name === type?.value)?.[1]
  if (known === undefined) return yield wrong(type, handler, `${path}.type`, oneOf(Object.keys(HANDLERS)))
  yield* wrongMembers(handler, `${path}.`, known.needs, true)
  yield* wrongMembers(handler, `${path}.`, { ...ALL_MAY, ...known.may })
  if (known.may?.['args']) {
    yield* inList(memberValue(handler, 'args'), `${path}.args`, function* (node, path) {
      if (node.type !== 'string') yield { node, path, wanted: 'a string' }
    })
  }
  const timeout = memberValue(handler, 'timeout')
  if (timeout !== undefined && timeout.value <= 0) {
    yield { node: timeout, path: `${path}.timeout`, wanted: 'a number above 0' }
  }
}

function* inList(
  list: JsonNode | undefined,
  path: string,
  inItem: (item: JsonNode, path: string) => Iterable<Misfit>,
): Generator<Misfit> {
  if (list !== undefined && list.type !== 'array') yield { node: list, path, wanted: 'a list' }
  for (const [at, item] of (list?.children ?? []).entries()) yield* inItem(item, `${path}[${at}]`)
}

/** Members that are something else than they must be, or are missing where they are needed. */
function* wrongMembers(
  object: JsonNode | undefined,
  before: string,
  kinds: Kinds,
  needed = false,
): Generator<Misfit> {
  for (const [name, kind] of Object.entries(kinds)) {
    const node = memberValue(object, name)
    if (node === undefined ? needed : node.type !== KINDS[kind]) {
      if (object !== undefined) yield wrong(node, object, before + name, kind)
    }
  }
}

function wrong(node: JsonNode | undefined, around: JsonNode, path: string, wanted: string): Misfit {
  return node === undefined ? { node: around, path, wanted, missing: true } : { node, path, wanted }
}

function oneOf(names: readonly string[]): string {
  return `one of ${names.join(', ')}`
}
