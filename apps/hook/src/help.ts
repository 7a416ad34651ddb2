export const HELP = `dos-hook: the referee of an agent loop's empty turns

Bound to the Stop hook of a coding agent, it counts the turns of a session that
ended without progress, holds a bounded number of them open, and lets the agent
stop once the budget is spent. It acts only where something says that a loop is
running; an ordinary turn is never touched.

Usage
  dos-hook VERB [flags]
  dos-hook VERB --help      what a verb does, and its flags
  dos-hook --help | --version

For hooks and shell loops
  marker        answer one Stop event, read from stdin
  wake          turn scheduled prompts away once the budget is spent
  rearm         put off the wake-ups of a loop that turns idly
  check         tell a shell loop whether it may go round once more

For people
  init          wire the hook into the settings of your hosts
  remove        take the hook out of the settings again
  doctor        check the setup, and whether each agent calls the hook
  config        show every setting in force, and where it comes from
  status        show every session's streak against its budget
  explain       tell the story of a tally, or what an event would lead to
  stats         tell how often the hook was asked, and what it said
  prune         delete the tallies of sessions that are long over
  completions   print completions for bash, zsh or fish

Try it
  echo '{"hook_event_name":"Stop","session_id":"try"}' | dos-hook marker --loop

Statuses: 0, but 1 for a wrong command line, where check says no and where
doctor finds something. Never 2, which hosts take for a hold.`

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
