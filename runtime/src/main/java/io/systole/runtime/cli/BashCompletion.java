package io.systole.runtime.cli;

import io.systole.runtime.cli.CompletionModel.Command;
import io.systole.runtime.cli.CompletionModel.Option;
import io.systole.runtime.cli.CompletionModel.Word;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The completion for bash: tables of the commands, and one function that reads them. */
final class BashCompletion {
    private static final String FUNCTION = """
            # Names that only the cluster knows; none where no node answers soon.
            _systole_ask() {
                "${words[0]}" names "$1" "${cluster[@]}" 2> /dev/null
            }

            # Offers what may stand in a place that begins with $2; $3 stands before it in the same word.
            _systole_offer() {
                local candidates= candidate
                case $1 in
                    words:*) candidates=${1#words:} ;;
                    ask:*) candidates=$(_systole_ask "${1#ask:}") ;;
                    files) compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$2")); return ;;
                    directories) compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -d -- "$2")); return ;;
                esac
                # readline replaces only what stands behind the last character that breaks a word
                local whole=$3$2 kept=
                case $COMP_WORDBREAKS in *:*) case $whole in *:*) kept=${whole%"${whole##*:}"} ;; esac ;; esac
                case $COMP_WORDBREAKS in
                    *=*) case ${whole#"$kept"} in *=*) kept=${whole%"${whole##*=}"} ;; esac ;;
                esac
                for candidate in $candidates; do
                    case $candidate in
                        "$2"*)
                            candidate=$3$candidate
                            COMPREPLY+=("${candidate#"$kept"}")
                            case $candidate in *[=:]) compopt -o nospace 2> /dev/null ;; esac
                            ;;
                    esac
                done
            }

            _systole() {
                local line=${COMP_LINE:0:COMP_POINT} at=systole value= count=0 word i
                local -a words cluster=()
                local IFS=$' \\t\\n'
                COMPREPLY=()
                read -ra words <<< "$line"
                case $line in *[[:space:]]) words+=("") ;; esac
                local current=${words[${#words[@]} - 1]}
                for ((i = 1; i < ${#words[@]} - 1; i++)); do
                    word=${words[i]}
                    if [ -n "$value" ]; then
                        case $value in -c | --config | --via | --token-file | --ca | --url) cluster+=("$value" "$word") ;; esac
                        value=
                        continue
                    fi
                    case $word in
                        --config=* | --via=* | --token-file=* | --ca=* | --url=*) cluster+=("$word") ;;
                        -*=*) ;;
                        -*) case " ${_systole_valued[$at]} " in *" $word "*) value=$word ;; esac ;;
                        *)
                            case " ${_systole_commands[$at]} " in
                                *" $word "*) at="$at $word" count=0 ;;
                                *) count=$((count + 1)) ;;
                            esac
                            ;;
                    esac
                done
                if [ -n "$value" ]; then
                    _systole_offer "${_systole_value["$at $value"]}" "$current" ""
                    return
                fi
                case $current in
                    --*=*) _systole_offer "${_systole_value["$at ${current%%=*}"]}" "${current#*=}" "${current%%=*}=" ;;
                    -*) _systole_offer "words:${_systole_options[$at]}" "$current" "" ;;
                    *)
                        [ "$count" = 0 ] && _systole_offer "words:${_systole_commands[$at]}" "$current" ""
                        _systole_offer "${_systole_parameter["$at $count"]:-${_systole_parameter["$at *"]}}" "$current" ""
                        ;;
                esac
            }
            complete -F _systole systole
            """;

    private BashCompletion() {}

    static String of(List<Command> commands) {
        return "# bash completion for systole, written by `systole completion bash`\n"
                + table("commands", commands, command -> one(command, words(command.commands().stream())))
                + table(
                        "options",
                        commands,
                        command -> one(command, words(command.options().stream().map(Option::word))))
                + table("valued", commands, command -> one(command, command.valued()))
                + table("value", commands, Command::values)
                + table("parameter", commands, Command::places)
                + FUNCTION;
    }

    private static Map<String, String> one(Command command, String words) {
        return words.isEmpty() ? Map.of() : Map.of(command.path(), words);
    }

    private static String words(Stream<Word> words) {
        return words.map(Word::text).collect(Collectors.joining(" "));
    }

    private static String table(String name, List<Command> commands, Function<Command, Map<String, String>> entries) {
        return commands.stream()
                .flatMap(command -> entries.apply(command).entrySet().stream())
                .map(entry -> "    [" + quoted(entry.getKey()) + "]=" + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining("", "declare -gA _systole_" + name + "=(\n", ")\n"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
