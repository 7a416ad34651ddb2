export const REARM_HELP = `dos-hook rearm: put off, or refuse, the next turn that a model schedules for itself

Usage
  dos-hook rearm [--max-markers N] [--session-id S] [--workspace DIR] [--dialect NAME]
                 [--json] [--dry-run] [--debug] < event.json

Bind it to PreToolUse with the matcher ScheduleWakeup|CronCreate, on Qwen Code with
loop_wakeup|cron_create. By dos.toml's [wake] rearm:
  "stretch"   from the second tick without progress on, the delay of a wake-up is doubled,
              up to an hour; every other field is passed on as it was (default). Qwen Code
              accepts no other delay: there it is the same as "deny"
  "deny"      once the budget is spent, the call is refused
  "observe"   it is only counted
A wake-up with noop: true counts its turn as one without progress, unless ground truth went
forward or the turn is counted already; on Qwen Code every wake-up without progress counts.
The prompt of a cron is remembered at once, as a digest, for wake. What ends a loop
(stop: true) is never touched. It permits nothing: what your settings ask or refuse, they
still ask and refuse.

  --max-markers N   the budget, over dos.toml's [wake] max_streak and [marker] max_streak
                    (default 4)
  --session-id S    instead of the event's session_id
  --workspace DIR   instead of the host's project or the event's cwd
  --dialect NAME    the host that asks; auto (default) tells it from the event
  --json            print one object about the decision instead of the host's answer
  --dry-run         decide and explain on stderr; write nothing, change nothing
  --debug           each step on stderr

On stdout: one line {"hookSpecificOutput":{…}} to stretch or refuse. Else nothing.
Statuses: 0, but 1 for a wrong command line.`
