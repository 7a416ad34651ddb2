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
