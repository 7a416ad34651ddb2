export const MARKER_HELP = `dos-hook marker: hold or release one turn

Usage
  dos-hook marker [--loop] [--reset] [--allow-until] [--max-markers N] [--session-id S]
                  [--workspace DIR] [--dialect NAME] [--json] [--dry-run] [--debug] < event.json

What it decides
  --loop            this hook is bound to a loop: every Stop is subject to the budget
  --max-markers N   the budget, over dos.toml's max_streak (default 4); 0 holds nothing
  --reset           there was progress: zero the streak, answer nothing; a SessionStart of
                    a session that goes on (compact, resume, fork) resets nothing
  --allow-until     dos.toml's [wait] until may run its command; without this none is run

Who asks
  --dialect NAME    the host: claude-code, codex, gemini, qwen, copilot, cursor, vscode,
                    antigravity, droid or kiro; auto (default) tells it from the event

Where the tally is
  --session-id S    instead of the event's session_id
  --workspace DIR   instead of the host's project or the event's cwd

What you see
  --json            print one object about the decision instead of the host's answer
  --dry-run         decide and explain on stderr; write nothing, hold nothing
  --debug           each step on stderr

Environment
  DOS_LOOP, CID_RUN_ID        a non-empty value arms, unless a person sits before the
                              session ([marker] arm_on_env names others)
  DISPATCH_WORKSPACE          the workspace, where neither flag nor event names one
  DOS_HOOK_STDIN_TIMEOUT_MS   how long stdin may take (default 2000)
  DOS_HOOK_METRICS            0 keeps no decisions (.dos/metrics) and no last calls

Held: one line on stdout that the host takes for it, such as {"decision":"block","reason":"…"}.
Released: nothing on stdout.

Examples
  dos-hook marker --loop --max-markers 2 < event.json
  dos-hook marker --loop --json --dry-run < event.json
  dos-hook marker --reset --session-id nightly       # after a commit, say`
