extension Program {
    /// The completion file for fish 3.1 and later.
    public func fishCompletion() -> String {
        let table = CompletionTable(self).arms(
            { keys, fields in
                let patterns = keys.map(fishQuoted).joined(separator: " \\\n                ")
                let words = fields.map(fishQuoted).joined(separator: " ")
                return "        case \(patterns)\n            printf '%s\\n' \(words)\n"
            }, describing: { $0.summary.isEmpty ? $0.word : "\($0.word)\t\($0.summary)" })
        return fishTemplate.filledIn(program: root.name, table: table)
    }
}

/// A word in single quotes, in which fish knows two escapes.
private func fishQuoted(_ text: String) -> String {
    var quoted = "'"
    for character in text {
        if character == "'" || character == "\\" { quoted += "\\" }
        quoted.append(character)
    }
    return quoted + "'"
}

private let fishTemplate = #"""
    # fish completion for @PROGRAM@. Generated from the command tree: do not edit.

    # Answers what may stand at a place: prints a kind and its words, one a line, or returns 1.
    function __@FUNCTION@_table
        switch $argv[1]
    @TABLE@
            case '*'
                return 1
        end
    end

    # Answers the value of an option that takes one, of the command or global: PLACE OPTION.
    function __@FUNCTION@_option
        __@FUNCTION@_table "$argv[1]@$argv[2]"
        or __@FUNCTION@_table "@$argv[2]"
    end

    # Prints the files that continue what is typed, each after a lead such as '--file='.
    function __@FUNCTION@_files
        set -l lead $argv[1]
        # Completing the operand of an unknown command gives file names, with '~' and variables understood.
        for name in (complete -C "__@FUNCTION@_no_such_command $argv[2]")
            printf '%s\n' $lead$name
        end
    end

    # Prints what an answer says; LEAD is the part of the word before the value, such as '--file='.
    function __@FUNCTION@_answer --argument-names current lead kind
        set -l typed (string sub --start (math (string length -- "$lead") + 1) -- "$current")
        switch "$kind"
            case words
                test (count $argv) -gt 3; and printf '%s\n' $lead$argv[4..-1]
            case files
                __@FUNCTION@_files "$lead" "$typed"
            case directories
                __@FUNCTION@_files "$lead" "$typed" | string match --regex '^.*/(?:\t.*)?$'
            case shell-command
                complete -C "$typed"
            case dynamic
                set -l typed_words (commandline -opc)
                for line in (printf '%s\n' $typed_words[2..-1] | command @PROGRAM@ __complete $argv[4] - 2>/dev/null)
                    printf '%s\n' $lead$line
                end
            case prefixed
                for word in (string split ' ' -- $argv[4])
                    if test -n "$word"; and string match --quiet -- "$word*" "$typed"
                        __@FUNCTION@_files "$lead$word" (string sub --start (math (string length -- $word) + 1) -- "$typed")
                        return
                    end
                end
                printf '%s\n' $lead$argv[5..-1]
        end
    end

    function __@FUNCTION@_complete
        set -l words (commandline -opc)
        set -l current (commandline -ct)
        set -l place ''
        set -l operands 0
        set -l pending ''
        set -l dashes ''
        set -l helping ''
        set -l answer
        set -l index 1
        for word in $words[2..-1]
            set index (math $index + 1)
            if test -n "$pending"
                set pending ''
            else if test -z "$dashes"; and string match --quiet --regex '^-.' -- $word
                switch $word
                    case --
                        set dashes (math $index + 1)
                    case '--*=*'
                    case '--*'
                        __@FUNCTION@_option "$place" $word >/dev/null
                        and set pending $word
                    case '*'
                        set -l letters (string split '' -- (string sub --start 2 -- $word))
                        for letter in (seq (count $letters))
                            if __@FUNCTION@_option "$place" -$letters[$letter] >/dev/null
                                test $letter -eq (count $letters); and set pending -$letters[$letter]
                                break
                            end
                        end
                end
            else if test -n "$helping"; or __@FUNCTION@_table "$place@commands" >/dev/null
                set -l below (string trim -- "$place $word")
                if __@FUNCTION@_table "$below@" >/dev/null
                    set place $below
                else if test $word = help
                    set helping 1
                end
            else
                set operands (math $operands + 1)
            end
        end

        if test -n "$pending"
            set answer (__@FUNCTION@_option "$place" $pending)
            and __@FUNCTION@_answer "$current" '' $answer
        else if test -n "$dashes"; and __@FUNCTION@_table "$place@--" >/dev/null
            set -l typed
            test (count $words) -ge $dashes; and set typed (string escape -- $words[$dashes..-1])
            complete -C (string join ' ' -- $typed "$current")
        else if test -z "$dashes"; and string match --quiet -- '--*=*' "$current"
            set -l name (string replace --regex '=.*' '' -- "$current")
            set answer (__@FUNCTION@_option "$place" $name)
            and __@FUNCTION@_answer "$current" "$name=" $answer
        else if test -z "$dashes"; and string match --quiet -- '-*' "$current"
            # The letters of a bundle up to the first that takes a value, which is the rest of the word.
            if string match --quiet --regex '^-[^-]..*' -- "$current"
                set -l letters (string split '' -- (string sub --start 2 -- "$current"))
                for letter in (seq (math (count $letters) - 1))
                    if set answer (__@FUNCTION@_option "$place" -$letters[$letter])
                        __@FUNCTION@_answer "$current" -(string join '' -- $letters[1..$letter]) $answer
                        return
                    end
                end
            end
            if test -n "$place"; and set answer (__@FUNCTION@_table "$place@options")
                __@FUNCTION@_answer "$current" '' $answer
            end
            set answer (__@FUNCTION@_table '@options')
            __@FUNCTION@_answer "$current" '' $answer
        else if set answer (__@FUNCTION@_table "$place@commands")
            __@FUNCTION@_answer "$current" '' $answer
            if test -n "$helping" -a -z "$place"
                set answer (__@FUNCTION@_table '@topics')
                __@FUNCTION@_answer "$current" '' $answer
            end
        else if test -z "$helping"
            set answer (__@FUNCTION@_table "$place@"(math $operands + 1))
            or set answer (__@FUNCTION@_table "$place@+")
            and __@FUNCTION@_answer "$current" '' $answer
        end
    end

    complete -c @PROGRAM@ -f -a '(__@FUNCTION@_complete)'

    """#
