extension Program {
    /// The completion file for zsh, to be named `_molecule` in a directory of `fpath`, or sourced after `compinit`.
    public func zshCompletion() -> String {
        let table = CompletionTable(self).arms(
            { keys, fields in
                let patterns = keys.map(posixQuoted).joined(separator: " | \\\n            ")
                let words = fields.map(posixQuoted).joined(separator: " ")
                return "        (\(patterns))\n            answer=(\(words)) ;;\n"
            }, describing: zshDescription)
        return zshTemplate.filledIn(program: root.name, table: table)
    }
}

/// `word:summary` for `_describe`, where a colon of the word itself is escaped.
private func zshDescription(_ candidate: CompletionTable.Candidate) -> String {
    let word = candidate.word.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
    return candidate.summary.isEmpty ? word : "\(word):\(candidate.summary)"
}

private let zshTemplate = #"""
    #compdef @PROGRAM@
    # zsh completion for @PROGRAM@. Generated from the command tree: do not edit.

    # Answers what may stand at a place: sets answer to a kind and its words, or returns 1.
    _@FUNCTION@_table() {
        answer=()
        case $1 in
    @TABLE@
            (*) return 1 ;;
        esac
    }

    # Answers the value of an option that takes one, of the command or global.
    _@FUNCTION@_option() {
        _@FUNCTION@_table "$place@$1" || _@FUNCTION@_table "@$1"
    }

    # Reads the words before the cursor: sets place (the command's words), operands (how many), pending (the option whose
    # value is next), dashes (where words began after '--') and helping (whether 'help' was met).
    _@FUNCTION@_scan() {
        local word
        local -i i letter
        local -a answer
        for ((i = 2; i < CURRENT; i++)); do
            word=${(Q)words[i]}
            if [[ -n $pending ]]; then
                pending=''
            elif [[ -z $dashes && $word == -?* ]]; then
                case $word in
                    (--) dashes=$((i + 1)) ;;
                    (--*=*) ;;
                    (--*) _@FUNCTION@_option "$word" && pending=$word ;;
                    (*)
                        for ((letter = 2; letter <= ${#word}; letter++)); do
                            if _@FUNCTION@_option "-${word[letter]}"; then
                                ((letter == ${#word})) && pending=-${word[letter]}
                                break
                            fi
                        done
                        ;;
                esac
            elif [[ -n $helping ]] || _@FUNCTION@_table "$place@commands"; then
                if _@FUNCTION@_table "${place:+$place }$word@"; then
                    place+=${place:+ }$word
                elif [[ $word == help ]]; then
                    helping=1
                fi
            else
                ((operands += 1))
            fi
        done
    }

    # Offers what an answer says for the word at the cursor.
    _@FUNCTION@_answer() {
        local word line
        local -a list typed
        list=("${(@)answer[2,-1]}")
        case ${answer[1]} in
            (words) _describe -t "${1// /-}s" "$1" list ;;
            (files) _files ;;
            (directories) _files -/ ;;
            (shell-command) _command_names -e ;;
            (dynamic)
                list=()
                typed=("${(@Q)words[2,CURRENT-1]}")
                for line in "${(@f)$(print -rl -- "$typed[@]" |
                    command @PROGRAM@ __complete "${answer[2]}" - 2>/dev/null)}"; do
                    word=${line%%$'\t'*}
                    [[ -n $word ]] || continue
                    [[ $line == *$'\t'* ]] && line=":${line#*$'\t'}" || line=""
                    list+=("${word//:/\\:}$line")
                done
                _describe -t "${1// /-}s" "$1" list
                ;;
            (prefixed)
                for word in ${=answer[2]}; do
                    if compset -P "$word"; then
                        _files
                        return
                    fi
                done
                list=("${(@)answer[3,-1]}")
                _describe -t "${1// /-}s" "$1" list -S ''
                ;;
            (*) return 1 ;;
        esac
    }

    _@FUNCTION@() {
        local place pending dashes helping
        local -i operands i ret=1
        local -a answer
        _@FUNCTION@_scan
        if [[ -n $pending ]]; then
            _@FUNCTION@_option "$pending" && _@FUNCTION@_answer value && ret=0
        elif [[ -n $dashes ]] && _@FUNCTION@_table "$place@--"; then
            words=("${(@)words[dashes,-1]}")
            ((CURRENT -= dashes - 1))
            _normal && ret=0
        elif [[ -z $dashes && $PREFIX == --*=* ]]; then
            _@FUNCTION@_option "${PREFIX%%=*}" && compset -P 1 '*=' && _@FUNCTION@_answer value && ret=0
        elif [[ -z $dashes && $PREFIX == -* ]]; then
            # The letters of a bundle up to the first that takes a value, which is the rest of the word.
            if [[ $PREFIX == -[^-]* ]]; then
                for ((i = 2; i < ${#PREFIX}; i++)); do
                    if _@FUNCTION@_option "-${PREFIX[i]}"; then
                        compset -p $i && _@FUNCTION@_answer value && ret=0
                        return ret
                    fi
                done
            fi
            [[ -n $place ]] && _@FUNCTION@_table "$place@options" && _@FUNCTION@_answer option && ret=0
            _@FUNCTION@_table '@options' && _@FUNCTION@_answer 'global option' && ret=0
        elif _@FUNCTION@_table "$place@commands"; then
            _@FUNCTION@_answer command && ret=0
            if [[ -n $helping && -z $place ]]; then
                _@FUNCTION@_table '@topics' && _@FUNCTION@_answer 'help topic' && ret=0
            fi
        elif [[ -z $helping ]]; then
            if _@FUNCTION@_table "$place@$((operands + 1))" || _@FUNCTION@_table "$place@+"; then
                _@FUNCTION@_answer operand && ret=0
            fi
        fi
        return ret
    }

    # Found through fpath, this file is the body of the function; sourced, it announces the function.
    if [[ ${funcstack[1]} == _@FUNCTION@ ]]; then
        _@FUNCTION@ "$@"
    elif (($+functions[compdef])); then
        compdef _@FUNCTION@ @PROGRAM@
    fi

    """#
