import { isAbsolute, resolve } from 'node:path'

/** By which hosts are told to keep their settings elsewhere. */
const VARIABLES = ['CLAUDE_CONFIG_DIR', 'CODEX_HOME', 'GEMINI_CLI_HOME', 'QWEN_HOME', 'COPILOT_HOME'] as const

type Env = Readonly<Record<string, string | undefined>>

/**
 * The environment with whole paths in it where hosts are told to keep their settings. A relative one is meant from the
 * current folder; a `~` that no shell has resolved would become a folder of that name, and is refused.
 */
export function withWholePaths(
  env: Env,
  cwd: () => string,
): { readonly ok: true; readonly env: Env } | { readonly ok: false; readonly why: string } {
  const whole: Record<string, string | undefined> = { ...env }
  for (const name of VARIABLES) {
    const path = env[name]
    if (path === undefined || path === '') continue
    if (/^~($|[\\/])/.test(path)) {
      return { ok: false, why: `${name} is ${path}, and nobody has resolved its ~: set it to the whole path` }
    }
    if (!isAbsolute(path)) whole[name] = resolve(cwd(), path)
  }
  return { ok: true, env: whole }
}
