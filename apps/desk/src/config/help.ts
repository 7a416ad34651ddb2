export const CONFIG_HELP = `dos-hook config: every setting in force, and where it comes from

Usage
  dos-hook config [--max-markers N] [--json] [--workspace DIR]

  --max-markers N   show what a hook bound with this flag goes by
  --json            print one object with all settings
  --workspace DIR   instead of DISPATCH_WORKSPACE or the current folder

A flag comes before the workspace's dos.toml, that before your own config.toml (in
$XDG_CONFIG_HOME/dos-hook or ~/.config/dos-hook; %APPDATA%\\dos-hook on Windows), and
that before what is built in. A dos.toml may come with a clone, so what it can do is
bounded: what is bounded or left out is told on stderr.

In a terminal it is a table that fits. Anywhere else it is a line of titles and one
line for each setting, with tabs between the fields and nothing cut.

Statuses: 0; 1 for a wrong command line, or where a file can't be used: then every
turn is released.

Examples
  dos-hook config
  dos-hook config --json | jq '.settings["marker.max_streak"]'`
