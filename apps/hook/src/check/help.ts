export const CHECK_HELP = `dos-hook check: may a loop go round once more?

Usage
  dos-hook check --run ID [--claim] [--max-markers N] [--workspace DIR]
                 [--json] [--dry-run] [--debug]

  --run ID          the name of the run, the same in every pass: its tally is kept by it
  --claim           take a place in the budget; without it, only look
  --max-markers N   the budget, over dos.toml's max_streak (default 4)
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder
  --json            print one object about the answer
  --dry-run         look and explain on stderr, write nothing
  --debug           the reason on stderr, also when the answer is yes

Statuses: 0 while the budget lasts; 1 when it is spent, or when that can't be told, so that
the loop ends. A pass that advanced ground truth (a commit, uncommitted work, a watched
file) gives the whole budget back. A log that the loop itself writes into the repository is
uncommitted work: keep it elsewhere, or have git ignore it.

Example
  while dos-hook check --claim --run nightly; do claude -p "one more step"; done`
