export const STATUS_HELP = `dos-hook status: how much of its budget each session has spent

Usage
  dos-hook status [--watch] [--all] [--json] [--workspace DIR]

  --watch           stay, and redraw whenever something happens; q or Ctrl-C leaves
  --all             also the sessions last written more than a day ago
  --json            print one object with all sessions; with --watch, one line at
                    every change
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder

What needs attention comes first: tallies that can't be read, budgets that are spent,
then those nearest to the end; what is idle comes later. A streak is counted to 1000.

Below the sessions stands when each agent that is wired last called the hook, or that it
never did, though sessions have run. (Not with --watch; in --json as "hosts".)

In a terminal it is a table that fits. Anywhere else it is a line of titles and one
line for each session, with tabs between the fields and nothing cut.

Exit codes: 0; 1 for a wrong command line, or where the tallies can't be listed.

Examples
  dos-hook status --watch
  dos-hook status | awk -F '\\t' '$1 == "spent" { print $4 }'`
