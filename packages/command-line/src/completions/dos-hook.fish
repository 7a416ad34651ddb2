# Completions of dos-hook for fish. Put there by: dos-hook completions fish

# Whether the word behind the command is being typed, which is always the verb.
function __dos_hook_at_verb
    test (count (commandline -opc)) -eq 1
end

# Whether the verb is this one.
function __dos_hook_in
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = "$argv[1]"
end

# Whether the verb is this one, and this flag of it is not there yet, or waits for its value.
function __dos_hook_takes
    __dos_hook_in $argv[1]; or return 1
    set -l words (commandline -opc)
    test "$words[-1]" = $argv[2]; and return 0
    not contains -- $argv[2] $words; and not string match -q -- "$argv[2]=*" $words
end

# Whether the verb is this one and has no word behind it yet. What else is named takes a value.
function __dos_hook_lacks_operand
    __dos_hook_in $argv[1]; or return 1
    set -l skip no
    for word in (commandline -opc)[3..-1]
        if test $skip = yes
            set skip no
        else if contains -- $word $argv[2..-1]
            set skip yes
        else if not string match -q -- '-*' $word
            return 1
        end
    end
    test $skip = no
end

# Words for a list with commas, each behind what is there already.
function __dos_hook_list
    set -l typed (commandline -ct | string replace -r -- '^--[^=]*=' '')
    set -l earlier (string match -r -- '^.*,' $typed)
    printf '%s\n' "$earlier"$argv
end

# The sessions that have a tally in the workspace. A name that the command would not write is left out.
function __dos_hook_sessions
    set -l folder
    set -l words (commandline -opc)
    for at in (seq (count $words))
        if string match -q -- '--workspace=*' $words[$at]
            set folder (string replace -- '--workspace=' '' $words[$at])
        else if test "$words[$at]" = --workspace; and test $at -lt (count $words)
            set folder $words[(math $at + 1)]
        end
    end
    set folder (string replace -r -- '^~/' "$HOME/" $folder)
    test -n "$folder"; or set folder $DISPATCH_WORKSPACE
    if test -z "$folder"
        set folder $PWD
        set -l above $PWD
        while true
            if test -e $above/.dos; or test -e $above/dos.toml; or test -e $above/.git
                set folder $above
                break
            end
            test -n "$above"; or break
            set above (string replace -r -- '/[^/]*$' '' $above)
        end
    end
    set -l tallies $folder/.dos/markers/*.jsonl
    string replace -rf -- '^.*/([\pL\pN_][\pL\pN_-]*)\.jsonl$' '$1' $tallies
end

complete -c dos-hook -f
complete -c dos-hook -n __dos_hook_at_verb -s h -l help -d 'show the help'
complete -c dos-hook -n __dos_hook_at_verb -s v -l version -d 'show the version'
# {verbs}

# {arguments}
