export const EXPLAIN_HELP = `dos-hook explain: how a session came to where it is, or what an event would lead to

Usage
  dos-hook explain [SESSION] [--all] [--max-markers N] [--json] [--workspace DIR]
  dos-hook explain [--loop] [--max-markers N] [--dialect NAME] [--session-id S]
                   [--json] [--workspace DIR] < event.json

The story of a tally
  SESSION           the session, or how its name begins; without it, the one that was
                    written last
  --all             every line, not only the last 40: up to 20,000, or 4 MiB

What would become of an event: each piece of evidence, and the rule that decides
  --loop            as if the hook were bound with it
  --dialect NAME    the host whose event it is; auto tells it from the event
  --session-id S    instead of the event's session_id

Both
  --max-markers N   the budget, over dos.toml's max_streak (default 4)
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder; of an event,
                    instead of its cwd
  --json            print one object

Nothing is written, held or run. Values of environment variables are never shown.

Statuses: 0; 1 for a wrong command line, a session that has no tally, or stdin that
is no event.

Examples
  dos-hook explain nightly
  dos-hook explain --loop < event.json`
