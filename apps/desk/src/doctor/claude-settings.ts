/** What of Claude Code's settings matters beside the hooks in them. */
export interface ClaudeSettings {
  readonly managedHooksOnly: boolean
  /** Plugins by their name and marketplace, and whether they are on. */
  readonly plugins: Readonly<Record<string, unknown>>
}

const NOTHING: ClaudeSettings = { managedHooksOnly: false, plugins: {} }

/** Reads a text of Claude Code's settings; nothing is told of one that is none. Values of variables are not kept. */
export function readClaudeSettings(text: string): ClaudeSettings {
  let settings: unknown
  try {
    settings = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return NOTHING
  }
  if (!isRecord(settings)) return NOTHING
  return {
    managedHooksOnly: settings['allowManagedHooksOnly'] === true,
    plugins: isRecord(settings['enabledPlugins']) ? settings['enabledPlugins'] : {},
  }
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
