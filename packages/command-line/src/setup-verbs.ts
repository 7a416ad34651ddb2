import type { FlagsOf, HelpList, ValuesOf, Verb } from './verb.ts'

const SETTINGS_FLAGS = {
  '--host': { kind: 'hosts', meaning: 'hosts, with commas between; auto (default): those in use here' },
  '--scope': { kind: 'word', words: ['user', 'project', 'local'], meaning: 'whose settings (see below)' },
  '--workspace': {
    kind: 'folder',
    refusesEmpty: true,
    meaning: 'instead of the project around the current folder',
  },
  '--dry-run': { meaning: 'show the change, write nothing' },
  '--yes': { meaning: 'write without asking' },
} as const

const INIT_ONLY = {
  '--loop': { meaning: 'every Stop belongs to a loop; not for settings of interactive sessions' },
  '--wake': { meaning: 'also bound the turns that a session schedules for itself' },
} as const

export type SettingsFlags = ValuesOf<typeof SETTINGS_FLAGS>
export type InitFlags = FlagsOf<typeof INIT>

const SCOPES: HelpList = {
  title: 'Scopes',
  rows: [
    ['user', 'your own settings, for all your projects'],
    ['project', 'the settings that everybody who works on the project shares in git'],
    ['local', 'your own settings in the project (Claude Code)'],
  ],
}

export const INIT: Verb<typeof INIT_ONLY & typeof SETTINGS_FLAGS> = {
  name: 'init',
  caller: 'person',
  summary: 'add the hook to the settings of your agents',
  about: [
    `Shows the change as a diff, asks once, and writes. It leaves the rest of each file untouched and keeps a backup. A second
    run changes nothing; another version, or other flags, changes only its own entries.`,
    `It enters this program by its absolute path, as a script run by the Bun or the Node that you have installed. A program
    that could be deleted, such as a package runner's, or that lies in the project, is first copied for you. Shared settings
    get a line for sh instead, because paths differ between machines: it starts the package installed in the project, and
    exits with 0 where there is none.`,
    `The hook may take 10 s; where dos.toml has [wait], 30 s more than the longest wait, in your own settings at most 600 s.
    Entries that you changed by hand keep further flags and a longer timeout.`,
    `It refuses a file that its host could not read, a read-only file, and a project's file that is a link out of the project.
    Hosts that read the same file of a project are entered there once. A file with hard links is written in place.`,
    "Without --loop, set DOS_LOOP=1 in the loop's environment. Without --scope it changes your own settings.",
  ],
  flags: { ...INIT_ONLY, ...SETTINGS_FLAGS },
  lists: [SCOPES],
  exitCodes: '0; 1 for a wrong command line, a file that was refused, or if you declined',
  examples: ['dos-hook init --dry-run', 'dos-hook init --host claude-code --scope project --wake --yes'],
}

export const REMOVE: Verb<typeof SETTINGS_FLAGS> = {
  name: 'remove',
  caller: 'person',
  summary: 'take the hook out of the settings again',
  about: [
    `Searches the settings of all hosts, yours and the project's, for entries that run this program, shows the change as a
    diff, asks once, and writes.`,
    `A file that nobody changed since init, and that had no entry of this program before, is restored byte for byte; one that
    init created is deleted. From any other file only the entries are removed, and what they leave empty: also entries that you
    added by hand before init.`,
    `A command that does more than run this program, such as "cd x && dos-hook marker", is yours: it is reported and stays. A
    program that init copied is deleted with the last settings that name it; it stays if settings that may name it have been
    moved.`,
    'Without --host and --scope it searches all of them.',
  ],
  flags: SETTINGS_FLAGS,
  lists: [SCOPES],
  exitCodes: `0, also if there is nothing to remove; 1 for a wrong command line, a file that could not be read or written, or
    if you declined`,
  examples: ['dos-hook remove --dry-run', 'dos-hook remove --host codex --yes'],
}

export const COMPLETIONS: Verb<Readonly<Record<never, never>>> = {
  name: 'completions',
  caller: 'person',
  summary: 'print completions for bash, zsh or fish',
  usage: ['bash|zsh|fish'],
  about: [
    `Prints a script that completes commands, flags and values: hosts, scopes, folders, and the sessions that have a tally in
    the workspace. It needs dos-hook on the PATH. The folders below must exist. Write the script again after an update.`,
  ],
  operand: {
    name: 'SHELL',
    kind: 'word',
    words: ['bash', 'zsh', 'fish'],
    required: true,
    meaning: 'the shell',
  },
  flags: {},
  lists: [
    {
      title: 'Or, in the startup file',
      rows: [
        ['~/.bashrc', 'eval "$(dos-hook completions bash)"'],
        ['~/.zshrc', 'eval "$(dos-hook completions zsh)", after compinit'],
      ],
    },
    {
      title: 'For zsh, from a file',
      rows: [['~/.zshrc', 'fpath+=(~/.zfunc), before compinit']],
    },
  ],
  examples: [
    'dos-hook completions bash > ~/.local/share/bash-completion/completions/dos-hook',
    'dos-hook completions zsh > ~/.zfunc/_dos-hook',
    'dos-hook completions fish > ~/.config/fish/completions/dos-hook.fish',
  ],
}
