/** What of Claude Code's settings matters beside the hooks in them. */
export interface ClaudeSettings {
  readonly managedHooksOnly: boolean
  readonly blockCap: number | undefined
  /** Plugins by their name and marketplace, and whether they are on. */
  readonly plugins: Readonly<Record<string, unknown>>
}

const NOTHING: ClaudeSettings = { managedHooksOnly: false, blockCap: undefined, plugins: {} }

/** Reads a text of Claude Code's settings; nothing is told of one that is none. Values of variables are not kept. */
export function readClaudeSettings(text: string): ClaudeSettings {
  let settings: unknown
  try {
    settings = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return NOTHING
  }
  if (!isRecord(settings)) return NOTHING
  const env = isRecord(settings['env']) ? settings['env'] : {}
  return {
    managedHooksOnly: settings['allowManagedHooksOnly'] === true,
    blockCap: readCap(env['CLAUDE_CODE_STOP_HOOK_BLOCK_CAP']),
    plugins: isRecord(settings['enabledPlugins']) ? settings['enabledPlugins'] : {},
  }
}

/** Claude Code's own cap on holds as a variable says it; `undefined` where that is no number. */
export function readCap(value: unknown): number | undefined {
  return /^\d+$/.test(String(value)) ? Number(value) : undefined
}

/** Whether a value has members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Where an administrator's settings lie (Claude Code 2.1.330). Those that come by a server, a registry or a profile are
 * not looked at.
 */
export function managedSettingsFile(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return '/Library/Application Support/ClaudeCode/managed-settings.json'
    case 'win32':
      return 'C:\\Program Files\\ClaudeCode\\managed-settings.json'
    default:
      return '/etc/claude-code/managed-settings.json'
  }
}
