import { claudeCode } from './claude-code.ts'
import { codex } from './codex.ts'
import { copilotCli } from './copilot-cli.ts'
import { droid } from './droid.ts'
import { geminiCli } from './gemini-cli.ts'
import type { Host } from './host.ts'
import { qwenCode } from './qwen-code.ts'

/** All hosts that can be run here. */
export const HOSTS: readonly Host[] = [claudeCode, codex, geminiCli, qwenCode, copilotCli, droid]
