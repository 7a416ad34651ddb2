export const DOCTOR_HELP = `dos-hook doctor: find what makes the hook useless or harmful

Usage
  dos-hook doctor [--json] [--workspace DIR]

  --json            print one object, { ok, findings }
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder

It looks at dos.toml, at the settings of every host that is installed, of this user and
of the project, at the wired commands, and at the tallies. Each finding says what is
wrong, why it matters, and what mends it. Nothing is written, and nothing is asked of
the network.

A wired command is run, for its version and for how long it takes, only where it is a
dos-hook outside of the project, or the one that is running now: a project may come from
a stranger. It is handed an event that it lets pass without a trace.

Statuses: 0 where nothing has to be mended; 1 where there is an error or a warning, or
for a wrong command line.

Examples
  dos-hook doctor
  dos-hook doctor --json | jq '.findings[] | select(.severity == "error")'`
