extension Program {
    /// The completion file for bash 4.4 and later, with or without the bash-completion package.
    public func bashCompletion() -> String {
        let table = CompletionTable(self).arms(
            { keys, fields in
                let patterns = keys.map(posixQuoted).joined(separator: " | \\\n            ")
                let words = fields.map(posixQuoted).joined(separator: " ")
                return "        \(patterns))\n            answer=(\(words)) ;;\n"
            }, describing: \.word)
        return bashTemplate.filledIn(program: root.name, table: table)
    }
}

private let bashTemplate = #"""
    # bash completion for @PROGRAM@. Generated from the command tree: do not edit.
    # shellcheck shell=bash

    # Answers what may stand at a place: sets answer to a kind and its words, or returns 1.
    _@FUNCTION@_table() {
        answer=()
        case $1 in
    @TABLE@
            *) return 1 ;;
        esac
    }

    # Sets words to the words up to the cursor, and places to where each begins in COMP_WORDS. bash splits words at '='
    # and ':' as well as at blanks; those are joined again.
    _@FUNCTION@_words() {
        local line=${COMP_LINE:0:COMP_POINT} word blank glue=1 i
        words=() places=()
        for ((i = 0; i <= COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            blank=${line%%[![:blank:]]*}
            line=${line#"$blank"}
            ((i < COMP_CWORD)) || word=$line
            if ((i > 0)) && [[ -z $blank ]] && { ((glue)) || [[ $word == [=:]* ]]; }; then
                words[-1]+=$word
            else
                words+=("$word")
                places+=("$i")
            fi
            line=${line#"$word"}
            glue=0
            [[ $word != *[!=:]* ]] && glue=1
        done
        [[ ${#words[@]} -gt 0 ]]
    }

    # Reads the words before the cursor: sets path, operands (how many), pending (the option whose value is next), dashes
    # (where words began after '--') and helping (whether 'help' was met).
    _@FUNCTION@_scan() {
        local i word letters answer
        path='' operands=0 pending='' dashes='' helping=''
        for ((i = 1; i < ${#words[@]} - 1; i++)); do
            word=${words[i]}
            if [[ -n $pending ]]; then
                pending=''
                continue
            fi
            if [[ -z $dashes && $word == -?* ]]; then
                case $word in
                    --) dashes=${places[i + 1]} ;;
                    --*=*) ;;
                    --*) _@FUNCTION@_option "$word" && pending=$word ;;
                    *)
                        for ((letters = 1; letters < ${#word}; letters++)); do
                            if _@FUNCTION@_option "-${word:letters:1}"; then
                                ((letters == ${#word} - 1)) && pending=-${word:letters:1}
                                break
                            fi
                        done
                        ;;
                esac
            elif [[ -n $helping ]] || _@FUNCTION@_table "$path@commands"; then
                if _@FUNCTION@_table "${path:+$path }$word@"; then
                    path+=${path:+ }$word
                elif [[ $word == help ]]; then
                    helping=1
                fi
            else
                operands=$((operands + 1))
            fi
        done
    }

    # Answers the value of an option that takes one, of the command or global.
    _@FUNCTION@_option() {
        _@FUNCTION@_table "$path@$1" || _@FUNCTION@_table "@$1"
    }

    # Offers a word, as far as bash will insert it: after the last '=' or ':' that it splits at. Words from outside are
    # quoted, because bash inserts them as they are.
    _@FUNCTION@_offer() {
        local candidate=$2$3
        [[ $candidate == "$current"* ]] || return 0
        [[ $3 == *[!A-Za-z0-9_@%+=:,./-]* ]] && printf -v candidate '%s%q' "$2" "$3"
        COMPREPLY+=("${candidate#"$1"}")
    }

    # Offers files or directories for what is typed after a lead such as '--file=' or 'env-file:'.
    _@FUNCTION@_files() {
        local action=$1 kept=$2 lead=$3 name
        local typed=${current#"$lead"}
        compopt -o filenames 2>/dev/null
        # A tilde is left to bash, which expands it where the word begins.
        while IFS= read -r name; do
            COMPREPLY+=("${lead#"$kept"}$name")
        done < <(compgen "$action" -- "$typed")
    }

    # Offers what an answer says for the word at the cursor; $1 is the part of it before the value, such as '--file='.
    _@FUNCTION@_answer() {
        local lead=$1 kept='' word line
        # The part of the word that bash keeps: up to the last character it splits at.
        case $current in
            *[=:]*)
                kept=${current%"${current##*[=:]}"}
                while [[ -n $kept && $COMP_WORDBREAKS != *"${kept: -1}"* ]]; do
                    kept=${kept%?}
                    kept=${kept%"${kept##*[=:]}"}
                done
                ;;
        esac
        case ${answer[0]} in
            words)
                for word in "${answer[@]:1}"; do _@FUNCTION@_offer "$kept" "$lead" "$word"; done ;;
            files) _@FUNCTION@_files -f "$kept" "$lead" ;;
            directories) _@FUNCTION@_files -d "$kept" "$lead" ;;
            shell-command)
                while IFS= read -r word; do
                    _@FUNCTION@_offer "$kept" "$lead" "$word"
                done < <(compgen -c -- "${current#"$lead"}") ;;
            dynamic)
                while IFS= read -r line; do
                    [[ -n $line ]] && _@FUNCTION@_offer "$kept" "$lead" "${line%%$'\t'*}"
                done < <(printf '%s\n' "${words[@]:1:${#words[@]}-2}" |
                    command @PROGRAM@ __complete "${answer[1]}" - 2>/dev/null) ;;
            prefixed)
                for word in ${answer[1]}; do
                    if [[ ${current#"$lead"} == "$word"* ]]; then
                        _@FUNCTION@_files -f "$kept" "$lead$word"
                        return
                    fi
                done
                compopt -o nospace 2>/dev/null
                for word in "${answer[@]:2}"; do _@FUNCTION@_offer "$kept" "$lead" "$word"; done ;;
        esac
    }

    # Completes the command line of another program, which begins at a word of COMP_WORDS.
    _@FUNCTION@_other_program() {
        if declare -F _comp_command_offset >/dev/null; then
            _comp_command_offset "$1"
        elif declare -F _command_offset >/dev/null; then
            _command_offset "$1"
        else
            compopt -o filenames 2>/dev/null
            local word
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done < <(if (($1 == COMP_CWORD)); then compgen -c -- "$current"; else compgen -f -- "$current"; fi)
        fi
    }

    _@FUNCTION@() {
        local words places path operands pending dashes helping answer current word i
        COMPREPLY=()
        _@FUNCTION@_words || return 0
        _@FUNCTION@_scan
        current=${words[${#words[@]} - 1]}
        if [[ -n $pending ]]; then
            _@FUNCTION@_option "$pending" && _@FUNCTION@_answer ''
        elif [[ -n $dashes ]] && _@FUNCTION@_table "$path@--"; then
            _@FUNCTION@_other_program "$dashes"
        elif [[ -z $dashes && $current == --*=* ]]; then
            _@FUNCTION@_option "${current%%=*}" && _@FUNCTION@_answer "${current%%=*}="
        elif [[ -z $dashes && $current == -* ]]; then
            # The letters of a bundle up to the first that takes a value, which is the rest of the word.
            if [[ $current == -[!-]* ]]; then
                for ((i = 1; i < ${#current} - 1; i++)); do
                    if _@FUNCTION@_option "-${current:i:1}"; then
                        _@FUNCTION@_answer "${current:0:i + 1}"
                        return 0
                    fi
                done
            fi
            _@FUNCTION@_table "$path@options" && [[ -n $path ]] && _@FUNCTION@_answer ''
            _@FUNCTION@_table "@options" && _@FUNCTION@_answer ''
        elif _@FUNCTION@_table "$path@commands"; then
            _@FUNCTION@_answer ''
            if [[ -n $helping && -z $path ]] && _@FUNCTION@_table '@topics'; then _@FUNCTION@_answer ''; fi
        elif [[ -z $helping ]]; then
            if _@FUNCTION@_table "$path@$((operands + 1))" || _@FUNCTION@_table "$path@+"; then _@FUNCTION@_answer ''; fi
        fi
        return 0
    }

    complete -F _@FUNCTION@ @PROGRAM@

    """#
