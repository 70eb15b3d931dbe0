package io.systole.runtime.cli;

import io.systole.runtime.cli.CompletionModel.Command;
import io.systole.runtime.cli.CompletionModel.Option;
import io.systole.runtime.cli.CompletionModel.Word;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The completion for zsh: as that for bash, with what each word means. */
final class ZshCompletion {
    private static final String FUNCTION = """
            # Offers what may stand in a place.
            _systole_offer() {
                local -a candidates
                case $1 in
                    words:*) candidates=(${(s: :)1#words:}) ;;
                    ask:*) candidates=(${(f)"$("${line[1]}" names "${1#ask:}" "${cluster[@]}" 2> /dev/null)"}) ;;
                    files) _files; return ;;
                    directories) _files -/; return ;;
                    *) return ;;
                esac
                local -a going=(${(M)candidates:#*[=:]}) whole=(${candidates:#*[=:]})
                (( $#going )) && compadd -S '' -a going
                (( $#whole )) && compadd -a whole
            }

            _systole() {
                local at=systole value= word current=$words[CURRENT] i
                local -i count=0
                local -a line=("${words[@]}") cluster described
                for ((i = 2; i < CURRENT; i++)); do
                    word=$words[i]
                    if [[ -n $value ]]; then
                        case $value in -c | --config | --via | --token-file | --ca | --url) cluster+=("$value" "$word") ;; esac
                        value=
                        continue
                    fi
                    case $word in
                        --config=* | --via=* | --token-file=* | --ca=* | --url=*) cluster+=("$word") ;;
                        -*=*) ;;
                        -*) [[ " $_systole_valued[$at] " == *" $word "* ]] && value=$word ;;
                        *)
                            if [[ $'\\n'"$_systole_commands[$at]" == *$'\\n'"$word:"* ]]; then
                                at="$at $word" count=0
                            else
                                count+=1
                            fi
                            ;;
                    esac
                done
                if [[ -n $value ]]; then
                    _systole_offer "$_systole_value[$at $value]"
                elif [[ $current == --*=* ]]; then
                    compset -P '*='
                    _systole_offer "$_systole_value[$at ${current%%=*}]"
                elif [[ $current == -* ]]; then
                    described=(${(f)_systole_options[$at]})
                    _describe -o option described
                else
                    if [[ $count == 0 && -n $_systole_commands[$at] ]]; then
                        described=(${(f)_systole_commands[$at]})
                        _describe command described
                    fi
                    _systole_offer "${_systole_parameter[$at $count]:-$_systole_parameter[$at *]}"
                fi
            }

            if [[ $funcstack[1] == _systole ]]; then
                _systole "$@"
            else
                compdef _systole systole
            fi
            """;

    private ZshCompletion() {}

    static String of(List<Command> commands) {
        return "#compdef systole\n# zsh completion for systole, written by `systole completion zsh`\n"
                + table("commands", commands, command -> one(command, described(command.commands().stream())))
                + table(
                        "options",
                        commands,
                        command -> one(
                                command, described(command.options().stream().map(Option::word))))
                + table("valued", commands, command -> one(command, command.valued()))
                + table("value", commands, Command::values)
                + table("parameter", commands, Command::places)
                + FUNCTION;
    }

    private static Map<String, String> one(Command command, String words) {
        return words.isEmpty() ? Map.of() : Map.of(command.path(), words);
    }

    /** A line each: the word, a colon, and what it means. */
    private static String described(Stream<Word> words) {
        return words.map(word -> word.text().replace(":", "\\:") + ":" + word.meaning())
                .collect(Collectors.joining("\n"));
    }

    /** As a list of keys and values: keys with blanks are taken as they are there. */
    private static String table(String name, List<Command> commands, Function<Command, Map<String, String>> entries) {
        return commands.stream()
                .flatMap(command -> entries.apply(command).entrySet().stream())
                .map(entry -> "    " + quoted(entry.getKey()) + " " + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining("", "typeset -gA _systole_" + name + "=(\n", ")\n"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
