export const REMOVE_HELP = `dos-hook remove: take the hook out of the settings again

Usage
  dos-hook remove [--host NAME] [--scope SCOPE] [--workspace DIR] [--dry-run] [--yes]

Looks through the settings of all hosts, yours and the project's, for what runs this
program; shows the change as a diff, asks once, and writes. A file that nobody has changed
since init, and in which nothing of this program's was before, gets back the very bytes it
had, and one that init made goes. Of any other only the entries are taken out, and what is
left empty by that: also entries that you had bound by hand before init.

  --host NAME       only this host; several with commas; auto (default) means all
  --scope SCOPE     only these settings: user, project or local
  --workspace DIR   the project, instead of the one around the current folder
  --dry-run         show the change, write nothing
  --yes             write without asking

A command that does more than to run this program, such as "cd x && dos-hook marker", is
your own: it is told of and stays. A program that init has copied or compiled goes with the
last settings that name it, and stays where settings that may name it have been moved.

Statuses: 0, also where there is nothing to take out; 1 for a wrong command line, a file that
could not be read or written, or a no.

Examples
  dos-hook remove --dry-run
  dos-hook remove --host codex --yes`
