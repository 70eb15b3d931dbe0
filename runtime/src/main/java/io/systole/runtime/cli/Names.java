package io.systole.runtime.cli;

import io.systole.agents.AgentId;
import io.systole.policy.input.KnownOptions;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an argument is a name of. An option or parameter says so as its completion candidates; completion takes the words
 * of a fixed list from there, and asks the cluster for those of a {@link Kind}.
 */
final class Names {
    private Names() {}

    /** Names that only the cluster knows. */
    enum Kind {
        RESOURCES,
        NODES,
        ATTRIBUTES,
        TICKETS,
        DEVICES,
        CONSTRAINTS,
        AGENTS,
        SHADOWS;

        /** As the completion scripts ask for them. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Candidates that are not listed here; help texts show none. */
    abstract static class Asked implements Iterable<String> {
        private final Kind kind;

        Asked(Kind kind) {
            this.kind = kind;
        }

        Kind kind() {
            return kind;
        }

        @Override
        public Iterator<String> iterator() {
            return List.<String>of().iterator();
        }
    }

    static final class Resources extends Asked {
        Resources() {
            super(Kind.RESOURCES);
        }
    }

    static final class Nodes extends Asked {
        Nodes() {
            super(Kind.NODES);
        }
    }

    static final class Attributes extends Asked {
        Attributes() {
            super(Kind.ATTRIBUTES);
        }
    }

    static final class Tickets extends Asked {
        Tickets() {
            super(Kind.TICKETS);
        }
    }

    static final class Devices extends Asked {
        Devices() {
            super(Kind.DEVICES);
        }
    }

    static final class Constraints extends Asked {
        Constraints() {
            super(Kind.CONSTRAINTS);
        }
    }

    static final class Agents extends Asked {
        Agents() {
            super(Kind.AGENTS);
        }
    }

    static final class Shadows extends Asked {
        Shadows() {
            super(Kind.SHADOWS);
        }
    }

    /** The options of the cluster that are known, by both of their names. */
    static final class Properties implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return properties().iterator();
        }
    }

    /** The same, to be gone on with. */
    static final class PropertySettings implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return properties().map(name -> name + "=").iterator();
        }
    }

    private static Stream<String> properties() {
        return KnownOptions.all().stream()
                .flatMap(
                        option -> Stream.of(option.name(), Objects.requireNonNullElse(option.oldName(), option.name())))
                .distinct();
    }

    /** The classes of agents. */
    static final class AgentClasses implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return AgentId.CLASSES.stream().sorted().iterator();
        }
    }

    /** What {@code systole sbd} does. */
    static final class SbdVerbs implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("create", "list", "dump", "allocate", "message").iterator();
        }
    }
}
