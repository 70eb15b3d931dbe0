package io.systole.actors.command.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command line, read as the field's commands read theirs: short options in a row, values attached or apart. */
final class Options {
    /** Whether an option takes a value. */
    enum Takes {
        NOTHING,
        VALUE,
        /** The next argument, unless that is an option itself. */
        PERHAPS
    }

    /** The options that a command has. */
    static final class Known {
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, Takes> takes = new HashMap<>();

        Known flag(String... spellings) {
            return add(Takes.NOTHING, spellings);
        }

        Known value(String... spellings) {
            return add(Takes.VALUE, spellings);
        }

        Known perhaps(String... spellings) {
            return add(Takes.PERHAPS, spellings);
        }

        /** The last spelling is the name that the option is asked for by. */
        private Known add(Takes how, String... spellings) {
            String name = spellings[spellings.length - 1];
            for (String spelling : spellings) {
                names.put(spelling, name);
            }
            takes.put(name, how);
            return this;
        }

        Options read(List<String> arguments) throws BadUsage {
            var options = new Options(this, arguments);
            while (options.at < arguments.size()) {
                options.next();
            }
            return options;
        }
    }

    /** A command line that is not understood. */
    static final class BadUsage extends Exception {
        private static final long serialVersionUID = 1;

        BadUsage(String message) {
            super(message);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    /** An option as it was given, in its place. */
    record Given(String name, @Nullable String value) {}

    private final Known known;
    private final List<String> arguments;
    private final List<Given> given = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();
    private int at;

    private Options(Known known, List<String> arguments) {
        this.known = known;
        this.arguments = arguments;
    }

    private void next() throws BadUsage {
        String argument = arguments.get(at);
        at++;
        if (argument.equals("--")) {
            rest.addAll(arguments.subList(at, arguments.size()));
            at = arguments.size();
        } else if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            String spelling = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            take(spelling, argument, equals < 0 ? null : argument.substring(equals + 1));
        } else if (argument.startsWith("-") && argument.length() > 1) {
            row(argument);
        } else {
            rest.add(argument);
        }
    }

    private void row(String argument) throws BadUsage {
        for (int i = 1; i < argument.length(); i++) {
            String letter = argument.substring(i, i + 1);
            boolean valued = takes(letter, "-" + letter) != Takes.NOTHING;
            String attached = valued && i + 1 < argument.length() ? argument.substring(i + 1) : null;
            take(letter, "-" + letter, attached);
            if (valued) {
                return;
            }
        }
    }

    private Takes takes(String spelling, String shown) throws BadUsage {
        String name = known.names.get(spelling);
        if (name == null) {
            throw new BadUsage("Unknown option " + shown);
        }
        return known.takes.getOrDefault(name, Takes.NOTHING);
    }

    private void take(String spelling, String shown, @Nullable String attached) throws BadUsage {
        Takes how = takes(spelling, shown);
        String value = attached;
        if (how != Takes.NOTHING && value == null && at < arguments.size()) {
            boolean isOption = arguments.get(at).startsWith("-");
            if (how == Takes.VALUE || !isOption) {
                value = arguments.get(at);
                at++;
            }
        }
        if (how == Takes.VALUE && value == null) {
            throw new BadUsage("Missing argument for " + shown);
        }
        given.add(new Given(known.names.getOrDefault(spelling, spelling), value));
    }

    boolean has(String name) {
        return given.stream().anyMatch(each -> each.name().equals(name));
    }

    /** The value that was given last. */
    @Nullable
    String value(String name) {
        String value = null;
        for (Given each : given) {
            value = each.name().equals(name) ? each.value() : value;
        }
        return value;
    }

    String valueOr(String name, String otherwise) {
        String value = value(name);
        return value == null ? otherwise : value;
    }

    /** The last of these options that was given, with what it was given. */
    @Nullable
    Given last(List<String> names) {
        Given last = null;
        for (Given each : given) {
            last = names.contains(each.name()) ? each : last;
        }
        return last;
    }

    /** What is no option. */
    List<String> rest() {
        return List.copyOf(rest);
    }
}
