#compdef dos-hook
# Completions of dos-hook for zsh. Put there by: dos-hook completions zsh

_dos_hook_verbs() {
  local -a verbs flags
  verbs=(
    # {verbs}
  )
  flags=(
    '--help:show the help'
    '--version:show the version'
  )
  if [[ $PREFIX == -* ]]; then
    _describe -o -t flags flag flags
  else
    _describe -t verbs verb verbs
  fi
}

_dos_hook_arguments() {
  case $verb in
    # {arguments}
  esac
}

# The sessions that have a tally in the workspace, the latest first.
_dos_hook_sessions() {
  setopt localoptions extendedglob
  local expl folder=${(Q)opt_args[--workspace]} above=$PWD
  local -a names
  [[ $folder == '~/'* ]] && folder=$HOME/${folder#'~/'}
  [[ -n $folder ]] || folder=$DISPATCH_WORKSPACE
  if [[ -z $folder ]]; then
    folder=$PWD
    while true; do
      if [[ -e $above/.dos || -e $above/dos.toml || -e $above/.git ]]; then
        folder=$above
        break
      fi
      [[ -n $above ]] || break
      above=${above%/*}
    done
  fi
  names=($folder/.dos/markers/*.jsonl(N.om:t:r))
  names=(${(M)names:#[_[:alnum:]][_[:alnum:]-]#})
  _wanted -V sessions expl session compadd -a names
}

_dos-hook() {
  if ((CURRENT == 2)); then
    _dos_hook_verbs
    return
  fi
  local verb=$words[2] curcontext="${curcontext%:*:*}:dos-hook-$words[2]:"
  local -A opt_args
  shift words
  ((CURRENT--))
  _dos_hook_arguments
}

# As a file of fpath it is run when it is first needed; else it is read once, by a startup file.
if [[ $funcstack[1] == _dos-hook ]]; then
  _dos-hook "$@"
else
  compdef _dos-hook dos-hook
fi
