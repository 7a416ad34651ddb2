export const DOCTOR_HELP = `dos-hook doctor: check the setup

Usage
  dos-hook doctor [--json] [--workspace DIR]

  --json            print one object, { ok, findings }
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder

It looks at dos.toml, at the settings of every agent that is installed, of this user and
of the project, at when each agent last called the hook, at progress, once and as a hook
would, and at the tallies. Each finding says what is wrong, why it matters, and what mends
it. Nothing is written, and nothing is asked of the network.

No command of any settings is started: a wired command is compared as text. To measure how
long a call takes, doctor starts itself and what "dos-hook init" placed for you, and only
where these lie outside of every workspace.

Exit codes: 0 where nothing has to be mended; 1 where there is an error or a warning, or
for a wrong command line.

Examples
  dos-hook doctor
  dos-hook doctor --json | jq '.findings[] | select(.severity == "error")'`
