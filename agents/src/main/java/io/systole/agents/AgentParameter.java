package io.systole.agents;

import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an agent in Java: what it is called, what it takes, and how its text in the CIB is read. A text of
 * nothing counts as no value, as for agents that are scripts. Immutable: each method answers another one.
 *
 * <pre>{@code
 * static final AgentParameter<Long> PORT =
 *         AgentParameter.integer("port", "TCP port").where(p -> p > 0 && p < 65536, "1 to 65535").byDefault(8080L);
 * }</pre>
 *
 * @param <T> what its value is in Java
 */
public final class AgentParameter<T> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final int SECOND = 1000;

    private final String name;
    private final String shortDescription;
    private final String longDescription;
    private final Kind<T> kind;
    private final @Nullable T defaultValue;
    private final Set<Trait> traits;

    private enum Trait {
        REQUIRED,
        UNIQUE,
        RELOADABLE,
        SECRET,
        DEPRECATED
    }

    /**
     * How a type is read and written.
     *
     * @param type its name in OCF's metadata
     * @param expected what the text must be
     * @param reader empty for a text that is none
     */
    private record Kind<T>(
            String type,
            List<String> options,
            String expected,
            Function<String, Optional<T>> reader,
            Function<T, String> writer) {}

    private AgentParameter(
            String name,
            String shortDescription,
            String longDescription,
            Kind<T> kind,
            @Nullable T defaultValue,
            Set<Trait> traits) {
        if (!NAME.matcher(name).matches() || name.startsWith(AgentCall.META_PREFIX)) {
            throw new IllegalArgumentException("the parameter \"" + name
                    + "\": its name must be letters, digits, hyphens, dots and underscores, and not begin with "
                    + AgentCall.META_PREFIX);
        }
        this.name = name;
        this.shortDescription = shortDescription;
        this.longDescription = longDescription;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.traits = traits;
    }

    private static <T> AgentParameter<T> of(String name, String shortDescription, Kind<T> kind) {
        return new AgentParameter<>(name, shortDescription, "", kind, null, Set.of());
    }

    /** Any text. */
    public static AgentParameter<String> text(String name, String shortDescription) {
        return of(name, shortDescription, new Kind<>("string", List.of(), "a text", Optional::of, Function.identity()));
    }

    /** A whole number. */
    public static AgentParameter<Long> integer(String name, String shortDescription) {
        return of(
                name,
                shortDescription,
                new Kind<>("integer", List.of(), "a whole number", AgentParameter::number, String::valueOf));
    }

    /** True or false, in any of the words that the CIB has for them. */
    public static AgentParameter<Boolean> flag(String name, String shortDescription) {
        return of(
                name,
                shortDescription,
                new Kind<>("boolean", List.of(), "true or false", Truth::parse, String::valueOf));
    }

    /** A span of time, such as 20s, 500ms or 2min; seconds where no unit is given. */
    public static AgentParameter<Duration> time(String name, String shortDescription) {
        return of(
                name,
                shortDescription,
                new Kind<>("time", List.of(), "a time, such as 20s", AgentParameter::span, AgentParameter::words));
    }

    /** One of these words. */
    public static AgentParameter<String> oneOf(String name, List<String> options, String shortDescription) {
        return of(
                name,
                shortDescription,
                new Kind<>(
                        "select",
                        List.copyOf(options),
                        "one of " + String.join(", ", options),
                        text -> Optional.of(text).filter(options::contains),
                        Function.identity()));
    }

    /** One of the constants of an enum, in small letters with hyphens. */
    public static <E extends Enum<E>> AgentParameter<E> oneOf(String name, Class<E> type, String shortDescription) {
        var constants = List.of(type.getEnumConstants());
        var options = constants.stream().map(AgentParameter::word).toList();
        return of(
                name,
                shortDescription,
                new Kind<>(
                        "select",
                        options,
                        "one of " + String.join(", ", options),
                        text -> constants.stream()
                                .filter(constant -> word(constant).equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst(),
                        AgentParameter::word));
    }

    /** A resource without it cannot be started. */
    public AgentParameter<T> required() {
        return with(Trait.REQUIRED);
    }

    /** Its value tells instances apart: no two resources of the agent may have the same. */
    public AgentParameter<T> unique() {
        return with(Trait.UNIQUE);
    }

    /** A change of it is taken over by {@link ResourceAgent#reload}. */
    public AgentParameter<T> reloadable() {
        return with(Trait.RELOADABLE);
    }

    /** Its value is shown nowhere. */
    public AgentParameter<T> secret() {
        return with(Trait.SECRET);
    }

    /** It still works, but should not be used any more. */
    public AgentParameter<T> deprecated() {
        return with(Trait.DEPRECATED);
    }

    /** What it is where the resource has none. */
    public AgentParameter<T> byDefault(T value) {
        return new AgentParameter<>(
                name, shortDescription, longDescription, kind, Objects.requireNonNull(value), traits);
    }

    /** All that there is to say about it. */
    public AgentParameter<T> explained(String text) {
        return new AgentParameter<>(name, shortDescription, text, kind, defaultValue, traits);
    }

    /**
     * Only values for which this holds.
     *
     * @param expected what they are, such as "1 to 65535"
     */
    public AgentParameter<T> where(Predicate<T> condition, String expected) {
        var narrowed = new Kind<T>(
                kind.type(),
                kind.options(),
                expected,
                text -> kind.reader().apply(text).filter(condition),
                kind.writer());
        return new AgentParameter<>(name, shortDescription, longDescription, narrowed, defaultValue, traits);
    }

    private AgentParameter<T> with(Trait trait) {
        var more = EnumSet.of(trait);
        more.addAll(traits);
        return new AgentParameter<>(
                name, shortDescription, longDescription, kind, defaultValue, Collections.unmodifiableSet(more));
    }

    public String name() {
        return name;
    }

    /** What is wrong with its value among these, or the empty string. A secret is not told. */
    public String fault(SortedMap<String, String> values) {
        var given = given(values);
        if (given.isEmpty()) {
            return defaultValue == null && traits.contains(Trait.REQUIRED)
                    ? name + " is missing: must be " + kind.expected()
                    : "";
        }
        if (kind.reader().apply(given.get()).isPresent()) {
            return "";
        }
        var shown = traits.contains(Trait.SECRET) ? "(a secret)" : "\"" + given.get() + "\"";
        return name + " = " + shown + ": must be " + kind.expected();
    }

    /**
     * Its value among these, else its default; empty where it has neither.
     *
     * @throws ParameterFault if it is at fault
     */
    public Optional<T> read(SortedMap<String, String> values) {
        var fault = fault(values);
        if (!fault.isEmpty()) {
            throw new ParameterFault(fault);
        }
        return given(values).flatMap(kind.reader()).or(() -> Optional.ofNullable(defaultValue));
    }

    private Optional<String> given(SortedMap<String, String> values) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }

    /** As the agent's metadata has it. */
    AgentMetadata.Parameter metadata() {
        return new AgentMetadata.Parameter(
                name,
                kind.type(),
                kind.options(),
                Optional.ofNullable(defaultValue).map(kind.writer()),
                shortDescription,
                longDescription,
                traits.contains(Trait.REQUIRED),
                traits.contains(Trait.UNIQUE),
                traits.contains(Trait.RELOADABLE),
                traits.contains(Trait.SECRET),
                traits.contains(Trait.DEPRECATED));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> span(String text) {
        var milliseconds = Spans.milliseconds(text);
        return milliseconds.isPresent() && milliseconds.getAsLong() >= 0
                ? Optional.of(Duration.ofMillis(milliseconds.getAsLong()))
                : Optional.empty();
    }

    private static String words(Duration span) {
        return span.toMillis() % SECOND == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
