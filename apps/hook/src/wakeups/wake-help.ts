export const WAKE_HELP = `dos-hook wake: turn scheduled prompts away before they cost a request

Usage
  dos-hook wake [--max-markers N] [--session-id S] [--workspace DIR] [--dialect NAME]
                [--json] [--dry-run] [--debug] < event.json

Bind it to two events, Stop and UserPromptSubmit. On Stop it only remembers, as digests,
which prompts are scheduled: those the event lists, and those in the project's
.claude/scheduled_tasks.json. It never answers there. On UserPromptSubmit:
  a scheduled prompt      takes a place in the budget; once that is spent, it is turned away
  a human's prompt        gives the whole budget back
  any other               (a task notification, a tool's result) is never turned away, and
                          gives nothing back
A turn that advanced ground truth (a commit, uncommitted work, a watched file) gives the
whole budget back, too. A session that schedules nothing is left alone, without a trace.
A prompt counts as scheduled if the event's source says so, if it is one of those remembered,
listed in the project now, or created since (see dos-hook rearm), or if the transcript says
that it has just fired. Otherwise it counts as a human's.
Qwen Code reports no scheduled prompt to hooks, so none is turned away there: rearm bounds
them, and wake gives the budget back.

  --max-markers N   the budget, over dos.toml's [wake] max_streak and [marker] max_streak
                    (default 4); 0 turns every scheduled prompt away
  --session-id S    instead of the event's session_id
  --workspace DIR   instead of the host's project or the event's cwd
  --dialect NAME    the host that asks; auto (default) tells it from the event
  --json            print one object about the decision instead of the host's answer
  --dry-run         decide and explain on stderr; write nothing, turn nothing away
  --debug           each step on stderr

Turned away: one line {"decision":"block","reason":"…"} on stdout. Else nothing.
Statuses: 0, but 1 for a wrong command line.`
