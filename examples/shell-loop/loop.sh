#!/bin/sh
# Works through a task in small steps, and ends after four steps in a row that changed nothing.
# Each pass takes one place in the budget of the run "nightly"; a commit or changed work gives the whole budget back.
# The log lies outside of the repository: inside, it would be uncommitted work and look like progress.
log="${TMPDIR:-/tmp}/nightly.log"

while dos-hook check --claim --run nightly; do
  claude -p "Do the next step of TODO.md. Say DONE when nothing is left." >> "$log"
done
