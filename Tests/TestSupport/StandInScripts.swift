/// The shell scripts that stand in for the programs destinations drive.
///
/// Each keeps its state in files below `../state` of its own directory, which change in one step, and obeys the mode that
/// a file there names.
enum StandInScripts {
    /// What all of them begin with: the call is recorded, and the mode is found and obeyed as far as it is not the
    /// command's own.
    private static let prelude = #"""
        #!/bin/sh
        set -u
        state="${0%/*}/../state"
        program="${0##*/}"
        [ "$program" = fly ] && program=flyctl
        number=0
        for call in "$state"/calls/*; do number=$((number + 1)); done
        while ! mkdir "$state/calls/$(printf '%05d' "$number")" 2>/dev/null; do number=$((number + 1)); done
        call="$state/calls/$(printf '%05d' "$number")"
        printf '%s\n' "$program" "$@" > "$call/argv"
        tr '\0' '\n' < "/proc/$$/environ" > "$call/environment"
        command="$1-${2:-}"
        case "$command" in *-|*--*) command="$1" ;; esac
        mode=works
        for file in "$state/mode-$program" "$state/mode-$program-$command"; do
            [ -e "$file" ] && read -r mode < "$file"
        done
        cat > "$call/stdin"
        case "$mode" in
        refuses) echo "$program: refused as told" >&2; exit 1 ;;
        hangs) sleep 600 & wait ;;
        echoes) echo "$program: invalid value '$(cat "$call/stdin")'" >&2; cat "$call/stdin"; exit 1 ;;
        floods) yes "$program says a lot" | head -c 9000000 ;;
        esac
        # Puts standard input into a file in one step.
        store() {
            mkdir -p "${1%/*}"
            cat > "${1%/*}/.new.$$" && mv "${1%/*}/.new.$$" "$1"
        }
        digest() { sha256sum "$1" | cut -c 1-16; }
        option() {
            wanted="$1"
            shift
            while [ $# -gt 1 ]; do
                [ "$1" = "$wanted" ] && { printf '%s' "$2"; return; }
                shift
            done
        }
        # The end of a command that has done its work.
        finish() {
            [ "$mode" = half ] && { echo "$program: failed as told, after the work" >&2; exit 1; }
            exit 0
        }
        deployed() { [ -e "$state/deploy-hook" ] && sh "$state/deploy-hook" "$1" > /dev/null 2>&1 < /dev/null; true; }

        """#

    static let flyctl =
        prelude + #"""
            app="$(option -a "$@")"
            dir="$state/fly/$app"
            { [ -n "$app" ] && [ -d "$dir" ]; } || case "$command" in
            tokens-revoke) ;;
            *) echo "Error: could not find App" >&2; exit 1 ;;
            esac
            case "$command" in
            secrets-list)
                separator=
                printf '['
                for file in "$dir"/staged/* "$dir"/deployed/*; do
                    [ -f "$file" ] || continue
                    name="${file##*/}"
                    case "$file" in
                    */staged/*) status=Staged; [ -e "$dir/partial" ] && status=Partial ;;
                    *) status=Deployed; [ -e "$dir/staged/$name" ] && continue ;;
                    esac
                    if [ -e "$state/old-flyctl" ]; then
                        printf '%s{"Name": "%s", "Digest": "%s"}' "$separator" "$name" "$(digest "$file")"
                    else
                        printf '%s{"name": "%s", "digest": "%s", "status": "%s"}' "$separator" "$name" \
                            "$(digest "$file")" "$status"
                    fi
                    separator=,
                done
                echo ']' ;;
            secrets-set)
                [ "$mode" = lies ] && exit 0
                name="${3%=-}"
                # An empty pipe is an empty secret, and white space is trimmed.
                sed -e '1s/^[[:space:]]*//' -e '$s/[[:space:]]*$//' "$call/stdin" | store "$dir/staged/$name"
                case " $* " in *" --stage "*) ;; *) mkdir -p "$dir/deployed"; mv "$dir/staged/$name" "$dir/deployed" ;; esac
                echo "Secrets have been staged, but not set on VMs."
                finish ;;
            secrets-deploy)
                [ "$mode" = lies ] && exit 0
                [ "$mode" = partial ] && { touch "$dir/partial"; exit 0; }
                rm -f "$dir/partial"
                mkdir -p "$dir/deployed"
                for file in "$dir"/staged/*; do [ -f "$file" ] && mv "$file" "$dir/deployed/"; done
                deployed "$app"
                finish ;;
            tokens-create)
                [ "$mode" = lies ] && { echo '{}'; exit 0; }
                id="t$number"
                mkdir -p "$dir/tokens/$id"
                read -r uuid < /proc/sys/kernel/random/uuid
                echo "FlyV1 fm2_$uuid" > "$dir/tokens/$id/value"
                option --name "$@" | store "$dir/tokens/$id/name"
                [ "$mode" = loses ] && exit 1
                echo "{\"token\": \"FlyV1 fm2_$uuid\"}"
                finish ;;
            tokens-list)
                echo "Tokens for app \"$app\":"
                printf '%-8s\t%-40s\t%-16s\t%-40s\t%s\n' ID NAME 'CREATED BY' 'EXPIRES AT' 'REVOKED AT'
                for token in "$dir"/tokens/*; do
                    [ -e "$token/name" ] || continue
                    printf '%-8s\t%-40s\t%-16s\t%-40s\t%s\n' "${token##*/}" "$(cat "$token/name")" a@b.example \
                        '2046-01-02 03:04:05 +0000 UTC' "$(cat "$token/revoked" 2>/dev/null)"
                done ;;
            tokens-revoke)
                shift 2
                for id in "$@"; do
                    for token in "$state"/fly/*/tokens/"$id"; do
                        if [ "$mode" = lies ] || [ ! -d "$token" ]; then
                            echo "Failed to revoke token $id: not found" >&2
                        else
                            date -u '+%Y-%m-%d %H:%M:%S +0000 UTC' | store "$token/revoked"
                            echo "Revoked $id"
                        fi
                    done
                done
                finish ;;
            *) echo "unknown command $command" >&2; exit 1 ;;
            esac

            """#

    static let gh =
        prelude + #"""
            repository="$(option --repo "$@")"
            dir="$state/github/$repository"
            { [ -n "$repository" ] && [ -d "$dir" ]; } || { echo "HTTP 404: Not Found" >&2; exit 1; }
            case "$command" in
            secret-list)
                separator=
                printf '['
                for file in "$dir"/secrets/*; do
                    [ -f "$file" ] || continue
                    printf '%s{"name": "%s", "updatedAt": "%s"}' "$separator" "${file##*/}" \
                        "$(date -u -r "$file" +%Y-%m-%dT%H:%M:%SZ)"
                    separator=,
                done
                echo ']' ;;
            secret-set)
                [ "$mode" = lies ] && exit 0
                # Every line break at the end goes.
                printf '%s' "$(cat "$call/stdin")" | store "$dir/secrets/$3"
                finish ;;
            workflow-run)
                [ "$mode" = lies ] && exit 0
                conclusion=success
                [ -e "$dir/conclusion" ] && read -r conclusion < "$dir/conclusion"
                echo "$conclusion" | store "$dir/runs/$((1000 + number))"
                finish ;;
            run-list)
                separator=
                printf '['
                for file in "$dir"/runs/*; do
                    [ -f "$file" ] || continue
                    printf '%s{"databaseId": %s, "status": "completed", "conclusion": "%s", "createdAt": "%s"}' \
                        "$separator" "${file##*/}" "$(cat "$file")" "$(date -u -r "$file" +%Y-%m-%dT%H:%M:%SZ)"
                    separator=,
                done
                echo ']' ;;
            *) echo "unknown command $command" >&2; exit 1 ;;
            esac

            """#

    static let railway =
        prelude + #"""
            service="$(option --service "$@")"
            dir="$state/railway/$service"
            case " $* " in
            *" --help "*) echo "--stdin  Read the value from stdin"; echo "--skip-deploys"; exit 0 ;;
            esac
            { [ -n "$service" ] && [ -d "$dir" ]; } || { echo "Service not found" >&2; exit 1; }
            case "$command" in
            variable-list)
                separator=
                printf '{'
                for file in "$dir"/variables/*; do
                    [ -f "$file" ] || continue
                    printf '%s"%s": "%s"' "$separator" "${file##*/}" "$(sed -e 's/["\\]/\\&/g' "$file")"
                    separator=,
                done
                echo '}' ;;
            variable-set)
                [ "$mode" = lies ] && exit 0
                [ -s "$call/stdin" ] || { echo "Empty value provided via stdin" >&2; exit 1; }
                printf '%s' "$(cat "$call/stdin")" | store "$dir/variables/$3"
                finish ;;
            redeploy)
                [ "$mode" = lies ] && exit 0
                status=SUCCESS
                [ "$mode" = fails ] && status=FAILED
                rm -rf "$dir/live"
                [ "$status" = SUCCESS ] && [ -d "$dir/variables" ] && cp -R "$dir/variables" "$dir/live"
                echo "$status" | store "$dir/deployments/d$number"
                deployed "$service"
                finish ;;
            deployment-list)
                list=
                for file in "$dir"/deployments/*; do
                    [ -f "$file" ] || continue
                    list="{\"id\": \"${file##*/}\", \"status\": \"$(cat "$file")\"}${list:+, $list}"
                done
                echo "[$list]" ;;
            *) echo "unknown command $command" >&2; exit 1 ;;
            esac

            """#
}
