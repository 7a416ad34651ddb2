/** Gives the plugin for Claude Code the version of the command, which a release has just raised. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import manifest from '../apps/hook/package.json' with { type: 'json' }

const path = join(dirname(import.meta.dir), 'plugins', 'claude-code', '.claude-plugin', 'plugin.json')
const text = readFileSync(path, 'utf8')
writeFileSync(path, text.replace(/("version": ")[^"]*/, `$1${manifest.version}`))
