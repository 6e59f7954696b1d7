/// Scripts that make a shell complete each line of the file `lines` and print `LINE`, its candidates, and `.`.
public enum CompletionDriver {
    /// Splits a line the way readline does, at blanks and around `=` and `:`, and calls the function it would call.
    public static let bash = #"""
        if [[ $1 == with-package ]]; then source /usr/share/bash-completion/bash_completion; fi
        # Many people take the colon out, so that addresses and modules of Perl complete.
        if [[ $1 == without-colon ]]; then COMP_WORDBREAKS=${COMP_WORDBREAKS//:/}; fi
        breaks=${COMP_WORDBREAKS//[!=:]/}
        source ./molecule.bash
        while IFS= read -r line; do
            echo "LINE $line"
            COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=() word=''
            for ((i = 0; i < ${#line}; i++)); do
                character=${line:i:1}
                case $character in
                    ' ') [[ -n $word ]] && COMP_WORDS+=("$word"); word='' ;;
                    [$breaks])
                        if [[ $word == *[!$breaks]* ]]; then COMP_WORDS+=("$word"); word=''; fi
                        word+=$character ;;
                    *)
                        if [[ $word == [$breaks]* ]]; then COMP_WORDS+=("$word"); word=''; fi
                        word+=$character ;;
                esac
            done
            COMP_WORDS+=("$word")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMPREPLY=()
            # compopt complains outside of readline.
            _molecule molecule "$word" '' 2>/dev/null
            last=${line##* }
            kept=${last%"${last##*[$breaks]}"}
            for reply in "${COMPREPLY[@]}"; do echo "$kept$reply"; done
            echo .
        done <lines
        """#

    /// Asks fish itself.
    public static let fish = #"""
        source ./molecule.fish
        while read --local line
            echo "LINE $line"
            complete -C "$line"
            echo .
        end <lines
        """#

    /// Types each line and a tab into an interactive zsh on a pseudo terminal, in which `compadd` notes what it is given.
    public static let zsh = #"""
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "source ./inner.zsh $1"
        integer asked=0 waited
        wait_for() {
            waited=0
            while ((waited < 500)) && [[ ! -s answers || $(grep -c '^\.$' answers) -lt $1 ]]; do
                zpty -r -t shell >/dev/null
                sleep 0.02
                ((waited += 1))
            done
        }
        wait_for 1
        while IFS= read -r line; do
            ((asked += 1))
            echo "LINE $line" >>answers
            zpty -w -n shell "$line"$'\t'
            wait_for $((asked + 1))
            zpty -w -n shell $'\x15'
        done <lines
        zpty -d shell
        sed 1d answers
        """#

    /// What `zsh` sources in the terminal.
    public static let zshInner = #"""
        PS1= LISTMAX=0
        setopt no_beep
        if [[ $1 == autoloaded ]]; then fpath=($PWD $fpath); fi
        autoload -Uz compinit && compinit -u -D
        if [[ $1 == sourced ]]; then source ./_molecule; fi
        compadd() {
            if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
                builtin compadd "$@"
                return
            fi
            local -a hits descriptions given pre hidden
            zparseopts -E d:=given P:=pre p:=hidden
            if [[ -n $given[2] ]]; then
                if [[ $given[2] == \(* ]]; then eval "descriptions=$given[2]"; else descriptions=("${(@P)given[2]}"); fi
            fi
            builtin compadd -A hits -D descriptions "$@"
            local -i i
            for ((i = 1; i <= $#hits; i++)); do
                print -r -- "$IPREFIX$pre[2]$hidden[2]$hits[i]"$'\t'"$descriptions[i]" >>answers
            done
            builtin compadd "$@"
        }
        finished() { print . >>answers }
        tab() {
            zle complete-word
            finished
        }
        zle -C complete-word complete-word _main_complete
        zle -N tab
        bindkey '^I' tab
        bindkey '^U' kill-whole-line
        finished
        """#
}
