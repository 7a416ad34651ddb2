export const PRUNE_HELP = `dos-hook prune: remove the tallies of sessions that are long over

Usage
  dos-hook prune [--older-than AGE] [--keep N] [--dry-run] [--json]
                 [--workspace DIR]

What goes
  --older-than AGE  tallies not written for longer than this (default 30d): a whole
                    number and m, h, d or w, for minutes, hours, days or weeks
  --keep N          and all but the N latest written (default 500)
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder

What you see
  --dry-run         the same, but nothing is removed
  --json            print one object

A tally that was written within the last day stays, whatever is asked for: its
session may still be running. A session whose tally is gone starts with its whole
budget. Nothing else in .dos is touched: no file of a name that no session has, and
none without a record of a tally in its last 64 KiB.

Statuses: 0; 1 for a wrong command line, or where the tallies can't be read or
removed.

Examples
  dos-hook prune --dry-run
  dos-hook prune --older-than 2w --keep 100`
