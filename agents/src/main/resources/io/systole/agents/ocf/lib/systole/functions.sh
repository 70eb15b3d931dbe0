# What the agents of the provider "systole" share. POSIX shell; needs no rights and no other package.

OCF_SUCCESS=0
OCF_ERR_GENERIC=1
OCF_ERR_ARGS=2
OCF_ERR_UNIMPLEMENTED=3
OCF_ERR_INSTALLED=5
OCF_ERR_CONFIGURED=6
OCF_NOT_RUNNING=7
OCF_RUNNING_PROMOTED=8
OCF_FAILED_PROMOTED=9

systole_instance="${OCF_RESOURCE_INSTANCE:-${OCF_RESOURCE_TYPE:-default}}"
systole_node="${OCF_RESKEY_CRM_meta_on_node:-${SYSTOLE_NODE:-$(uname -n)}}"
systole_state="${OCF_RESKEY_state:-${HA_RSCTMP:-${TMPDIR:-/tmp}}}"
systole_log="${OCF_RESKEY_log:-${SYSTOLE_AGENT_LOG:-}}"
# One host may carry several nodes (the demo does), so the node's name is part of the file's.
systole_file="$systole_state/$(basename "$0")-$systole_node-$systole_instance"

# The cluster manager shows the last of these lines as the reason of a failure.
exit_reason() {
    printf '%s%s\n' "${OCF_EXIT_REASON_PREFIX:-ocf-exit-reason:}" "$*" >&2
}

epoch_ms() {
    ms=$(date +%s%3N)
    case "$ms" in
        *[!0-9]*) ms="$(date +%s)000" ;;
    esac
    printf '%s' "$ms"
}

# record ACTION RC: one line for each action that changes something, written when it is over, so that who was where and
# when can be judged from outside: milliseconds, node, resource, action, done or failed.
record() {
    [ -n "$systole_log" ] || return 0
    case "$2" in
        0) said=done ;;
        *) said=failed ;;
    esac
    printf '%s %s %s %s %s\n' "$(epoch_ms)" "$systole_node" "$systole_instance" "$1" "$said" >>"$systole_log" 2>/dev/null ||
        echo "cannot write $systole_log" >&2
}

# When the process with this id was started, in the kernel's ticks; with the id it names a process for good.
process_birth() {
    # the name in brackets may hold anything, so cut behind the last bracket: the 20th field from there
    sed -e 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# The file of a process: id, birth and one word of state.
write_state() {
    mkdir -p "$systole_state" &&
        printf '%s %s %s\n' "$1" "$2" "$3" >"$systole_file.new" &&
        mv -f "$systole_file.new" "$systole_file"
}

# Reads the file into state_pid, state_birth and state_word; fails if that process does not run (any more).
read_state() {
    state_pid= state_birth= state_word=
    [ -r "$systole_file" ] || return 1
    read -r state_pid state_birth state_word <"$systole_file" || return 1
    case "$state_pid" in
        '' | *[!0-9]*) return 1 ;;
    esac
    [ "$(process_birth "$state_pid")" = "$state_birth" ] || return 1
    case "$(sed -e 's/^.*) //' "/proc/$state_pid/stat" 2>/dev/null)" in
        Z* | X* | '') return 1 ;;
    esac
}

# launch WORD COMMAND...: starts the command in a session of its own, with no file of ours open, and notes it.
launch() {
    word=$1
    shift
    setsid "$@" </dev/null >/dev/null 2>&1 &
    pid=$!
    birth=$(process_birth "$pid")
    if [ -z "$birth" ]; then
        exit_reason "the process ended at once"
        return $OCF_ERR_GENERIC
    fi
    if ! write_state "$pid" "$birth" "$word"; then
        kill -KILL "$pid" 2>/dev/null
        exit_reason "cannot write $systole_file"
        return $OCF_ERR_GENERIC
    fi
}

# Ends the noted process and all of its session's group, and comes back only when it is gone.
extinguish() {
    read_state || {
        rm -f "$systole_file"
        return 0
    }
    kill -TERM -- "-$state_pid" 2>/dev/null || kill -TERM "$state_pid" 2>/dev/null
    tries=0
    while read_state; do
        tries=$((tries + 1))
        [ "$tries" -lt 20 ] || kill -KILL -- "-$state_pid" 2>/dev/null
        sleep 0.05
    done
    rm -f "$systole_file"
}

is_number() {
    case "$1" in
        '' | *[!0-9]*) return 1 ;;
    esac
}

# The two parameters that all these agents have.
common_parameters() {
    cat <<'XML'
    <parameter name="state" unique="0" reloadable="0">
      <longdesc lang="en">The directory for the file that notes that the resource is active. It has to be empty after a start of the host.</longdesc>
      <shortdesc lang="en">Directory for the state</shortdesc>
      <content type="string" default="${HA_RSCTMP}"/>
    </parameter>
    <parameter name="log" unique="0" reloadable="1">
      <longdesc lang="en">A file that gets one line for each start, stop, promote and demote: milliseconds since 1970, node, resource, action, and done or failed. Without it, the file named by the variable SYSTOLE_AGENT_LOG.</longdesc>
      <shortdesc lang="en">File for a record of all changes</shortdesc>
      <content type="string" default=""/>
    </parameter>
XML
}
