export const COMPLETIONS_HELP = `dos-hook completions: let your shell complete the command

Usage
  dos-hook completions bash|zsh|fish

Prints a script that completes verbs, flags and values: hosts, scopes, folders,
and the sessions that have a tally in the workspace. It is for a dos-hook on the
PATH.

Where to put it
  bash   dos-hook completions bash \\
           > ~/.local/share/bash-completion/completions/dos-hook
         or, without the package bash-completion, in ~/.bashrc:
         eval "$(dos-hook completions bash)"
  zsh    dos-hook completions zsh > ~/.zfunc/_dos-hook
         and in ~/.zshrc, before compinit: fpath+=(~/.zfunc)
         or behind compinit: eval "$(dos-hook completions zsh)"
  fish   dos-hook completions fish > ~/.config/fish/completions/dos-hook.fish

The folders have to be there already. Write the script anew after an update.

  --help   this text

Statuses: 0, but 1 for a wrong command line.
`
