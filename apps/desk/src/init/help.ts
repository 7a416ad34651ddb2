export const INIT_HELP = `dos-hook init: wire the hook into the settings of your hosts

Usage
  dos-hook init [--host NAME] [--scope SCOPE] [--loop] [--wake]
                [--workspace DIR] [--dry-run] [--yes]

Shows the change as a diff, asks once, and writes. What is not its own keeps every byte,
and a backup is kept of what was there. A second run changes nothing; another version, or
another choice of flags, changes its own entries only.

Where
  --host NAME       claude-code, codex, gemini, qwen, copilot, cursor, vscode, antigravity,
                    droid; several with commas; auto (default) takes every one in use here
  --scope user      your own settings, for all your projects (default)
  --scope project   the settings that everybody who works on the project shares by git
  --scope local     your own for the project (Claude Code)
  --workspace DIR   the project, instead of the one around the current folder

What
  --loop            every Stop belongs to a loop. Not for settings that your interactive
                    sessions read; without it, DOS_LOOP=1 in a loop's environment says so
  --wake            bound the turns that a session schedules for itself, too (Claude Code,
                    Qwen Code)

How
  --dry-run         show the change, write nothing
  --yes             write without asking

What is wired is this very program by its absolute path, a script behind the Bun or the Node
that you have installed; one that may not last, such as a package runner's, or that lies in
the project, is copied for you first. Settings that are shared get a line for sh instead,
because a path is different on every machine: it starts the package that is installed in the
project, and ends at once with 0 where none is. The hook may take 10 s; where dos.toml has
[wait], 30 s more than that waits at most, in your own settings no more than 600 s. Entries
that you have changed by hand keep further flags and a longer timeout.

A file that its host would not read is refused and left as it is; so are one that is
read-only, and one of a project that is a link out of it. Hosts that read the same file of a
project are bound there once. A file that has hard links is written in place.

Statuses: 0; 1 for a wrong command line, a file that was refused, or a no.

Examples
  dos-hook init --dry-run
  dos-hook init --host claude-code --scope project --wake --yes`
