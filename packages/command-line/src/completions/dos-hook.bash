# Completions of dos-hook for bash. Put there by: dos-hook completions bash

_dos_hook_verbs() {
  case $cur in
    -*) _dos_hook_words '--help --version' ;;
    # {verbs}
  esac
}

# The flags of a command, and those of them that take a value.
_dos_hook_flags() {
  case $verb in
    # {flags}
  esac
}

# Offers values of the flag that waits for one.
_dos_hook_value() {
  case "$verb $pending" in
    # {values}
  esac
}

# Offers the word that may stand behind a command.
_dos_hook_operand() {
  case $verb in
    # {operands}
  esac
}

# Offers those of the words in $1 that begin as what was typed.
_dos_hook_words() {
  local word IFS=$' \t\n'
  for word in $1; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$before$word"); fi
  done
}

# The same for a list with commas: its last word is completed.
_dos_hook_list() {
  local earlier=${cur%"${cur##*,}"}
  before=$before$earlier
  cur=${cur##*,}
  _dos_hook_words "$1"
}

# Offers folders. Where bash lets its own completion be asked for, that one quotes best.
_dos_hook_folders() {
  local folder
  if [[ -z $before ]] && compopt -o dirnames 2>/dev/null; then return; fi
  while IFS= read -r folder; do
    printf -v folder %q "$folder"
    COMPREPLY+=("$before$folder")
  done < <(compgen -d -- "$cur")
}

# Offers the sessions that have a tally in the workspace. A name goes into the command line as it is, so one that a
# shell could take for something else is left out; the command itself writes none such.
_dos_hook_sessions() {
  # What was typed, without its quotes. It is never evaluated.
  local folder=${workspace//[\\\"\']/} above=$PWD path name failglob=
  case $folder in '~/'*) folder=$HOME/${folder#'~/'} ;; esac
  if [[ -z $folder ]]; then folder=${DISPATCH_WORKSPACE-}; fi
  if [[ -z $folder ]]; then
    folder=$PWD
    while :; do
      if [[ -e $above/.dos || -e $above/dos.toml || -e $above/.git ]]; then
        folder=$above
        break
      fi
      if [[ -z $above ]]; then break; fi
      above=${above%/*}
    done
  fi
  if shopt -q failglob; then
    failglob=on
    shopt -u failglob
  fi
  for path in "$folder/.dos/markers/$cur"*.jsonl; do
    name=${path##*/}
    name=${name%.jsonl}
    case $name in '' | -* | *[!_[:alnum:]-]*) continue ;; esac
    if [[ -f $path ]]; then COMPREPLY+=("$before$name"); fi
  done
  if [[ -n $failglob ]]; then shopt -s failglob; fi
}

_dos_hook() {
  local verb=${COMP_WORDS[1]} cur=${COMP_WORDS[COMP_CWORD]}
  local flags= valued= before= given= workspace= pending= operands=0 word i
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _dos_hook_verbs
    return
  fi
  _dos_hook_flags

  # What was typed before. A flag and its value may be one word, two, or three with a = between them.
  for ((i = 2; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      -*=*)
        given+=" ${word%%=*} "
        if [[ $word == --workspace=* ]]; then workspace=${word#*=}; fi
        ;;
      -*)
        given+=" $word "
        if [[ " $valued " == *" $word "* ]]; then
          if [[ ${COMP_WORDS[i + 1]} == '=' ]]; then ((i++)); fi
          ((i++))
          if ((i >= COMP_CWORD)); then
            pending=$word
          elif [[ $word == --workspace ]]; then
            workspace=${COMP_WORDS[i]}
          fi
        fi
        ;;
      *) operands=$((operands + 1)) ;;
    esac
  done
  if [[ -n $pending && $cur == '=' ]]; then cur=; fi
  if [[ -z $pending && $cur == --*=* ]]; then
    pending=${cur%%=*}
    before=$pending=
    cur=${cur#*=}
  fi

  if [[ -n $pending ]]; then
    _dos_hook_value
    return
  fi
  if [[ $cur != -* ]] && ((operands == 0)); then _dos_hook_operand; fi
  if [[ $cur == -* || (-z $cur && ${#COMPREPLY[@]} -eq 0) ]]; then
    for word in $flags; do
      if [[ $word == "$cur"* && $given != *" $word "* ]]; then COMPREPLY+=("$word"); fi
    done
  fi
}

complete -F _dos_hook dos-hook
