package io.systole.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.systole.runtime.config.Check.InvalidSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One section while it is being read: hands out values, remembers which keys were asked for and collects what is wrong
 * with them. After a fault it answers with a value that is only good for going on until every fault has been found.
 */
final class Section {
    private final ConfigObject object;
    private final String path;
    private final List<ConfigFault> faults;
    private final Set<String> read = new LinkedHashSet<>();

    Section(ConfigObject object, String path, List<ConfigFault> faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /** Reads one record: the faults that its constructor finds get the places of the keys they are about. */
    <T> @Nullable T read(Function<Section, T> reader) {
        @Nullable T result = null;
        try {
            result = reader.apply(this);
        } catch (InvalidSection e) {
            e.broken().forEach(broken -> fault(broken.key(), broken.found(), broken.expected()));
        }
        refuseUnknown();
        return result;
    }

    /** A subsection. */
    <T> @Nullable T section(String key, Function<Section, T> reader) {
        read.add(key);
        if (object.get(key) instanceof ConfigObject child) {
            return new Section(child, join(key), faults).read(reader);
        }
        fault(key, found(object.get(key)), "must be a section { ... }");
        return null;
    }

    /** A list of subsections; faults name them by their position, from 1. */
    <T> List<T> sections(String key, Function<Section, T> reader) {
        var result = new ArrayList<T>();
        var position = 0;
        for (var value : list(key)) {
            position++;
            if (value instanceof ConfigObject child) {
                var element = new Section(child, join(key) + "[" + position + "]", faults).read(reader);
                if (element != null) {
                    result.add(element);
                }
            } else {
                add(value.origin(), join(key) + "[" + position + "]", found(value), "must be an object { ... }");
            }
        }
        return result;
    }

    /** Whether the key is there at all: for the few whose default depends on another key. */
    boolean has(String key) {
        read.add(key);
        return object.containsKey(key);
    }

    /** A key that somebody else reads. */
    void passOver(String key) {
        read.add(key);
    }

    String text(String key) {
        return get(key, () -> config().getString(quoted(key)), "", "must be a text");
    }

    int integer(String key) {
        return get(key, () -> config().getInt(quoted(key)), 0, "must be a whole number");
    }

    boolean flag(String key) {
        return get(key, () -> config().getBoolean(quoted(key)), false, "must be true or false");
    }

    /** A number of bytes, written with or without a unit. */
    long bytes(String key) {
        return get(key, () -> config().getBytes(quoted(key)), 0L, "must be a size such as 512 KiB");
    }

    Duration duration(String key) {
        return get(key, () -> withUnit(key), Duration.ZERO, "must be a duration with its unit, such as 500ms or 20s");
    }

    Path path(String key) {
        return get(key, () -> Path.of(config().getString(quoted(key))), Path.of("/"), "must be a path");
    }

    List<String> texts(String key) {
        return get(key, () -> config().getStringList(quoted(key)), List.of(), "must be a list of texts");
    }

    /** A subsection whose keys are names that the user chose. */
    SortedMap<String, String> namedTexts(String key) {
        read.add(key);
        var result = new TreeMap<String, String>();
        if (object.get(key) instanceof ConfigObject named) {
            named.forEach((name, value) -> {
                if (value.valueType() == ConfigValueType.STRING) {
                    result.put(name, String.valueOf(value.unwrapped()));
                } else {
                    add(value.origin(), join(key) + "." + name, found(value), "must be a text");
                }
            });
        } else {
            fault(key, found(object.get(key)), "must be a section { name = \"text\" }");
        }
        return result;
    }

    List<Path> paths(String key) {
        return texts(key).stream().map(Path::of).toList();
    }

    /** One of the names of an enum, in small letters with hyphens. */
    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        var names = new ArrayList<String>();
        var written = text(key);
        for (var constant : type.getEnumConstants()) {
            var name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(written)) {
                return constant;
            }
            names.add(name);
        }
        fault(key, written, "must be one of " + String.join(", ", names));
        return type.getEnumConstants()[0];
    }

    /** A fault of a key of this section, or of one below it; a key that has one already gets no second. */
    void fault(String key, String found, String expected) {
        ConfigValue value = object;
        for (var word : key.split("\\.")) {
            value = value instanceof ConfigObject at ? at.get(word) : null;
        }
        if (faults.stream().noneMatch(fault -> fault.key().equals(join(key)) && !key.equals("nodes"))) {
            add(value == null ? object.origin() : value.origin(), join(key), found, expected);
        }
    }

    private List<ConfigValue> list(String key) {
        read.add(key);
        if (object.get(key) instanceof com.typesafe.config.ConfigList list) {
            return list;
        }
        fault(key, found(object.get(key)), "must be a list [ ... ]");
        return List.of();
    }

    private Duration withUnit(String key) {
        var written = config().getString(quoted(key)).strip();
        if (written.matches("-?[0-9]+") && !written.equals("0")) {
            throw new ConfigException.BadValue(key, "without a unit");
        }
        return config().getDuration(quoted(key));
    }

    private <T> T get(String key, Supplier<T> getter, T otherwise, String expected) {
        read.add(key);
        var value = object.get(key);
        if (value == null || value.valueType() == ConfigValueType.NULL) {
            fault(key, "(missing)", expected);
            return otherwise;
        }
        try {
            return getter.get();
        } catch (ConfigException | IllegalArgumentException e) {
            fault(key, found(value), expected);
            return otherwise;
        }
    }

    private void refuseUnknown() {
        object.keySet().stream().filter(key -> !read.contains(key)).sorted().forEach(this::refuse);
    }

    private void refuse(String key) {
        fault(key, found(object.get(key)), "is not a key that Systole knows; " + Spelling.advice(key, read));
    }

    private void add(ConfigOrigin origin, String key, String found, String expected) {
        faults.add(new ConfigFault(Places.of(origin), key, found, expected));
    }

    private Config config() {
        return object.toConfig();
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String quoted(String key) {
        return ConfigUtil.quoteString(key);
    }

    private static String found(@Nullable ConfigValue value) {
        if (value == null) {
            return "(missing)";
        }
        return switch (value.valueType()) {
            case OBJECT -> "{ ... }";
            case LIST -> "[ ... ]";
            case NULL -> "null";
            default -> String.valueOf(value.unwrapped());
        };
    }
}
