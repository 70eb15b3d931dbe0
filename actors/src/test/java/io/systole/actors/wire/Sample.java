package io.systole.actors.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** A message of a type with a value in each of its components, always the same; and what a message says, line by line. */
final class Sample {
    private final ActorRef<?> someone;

    Sample(ActorRef<?> someone) {
        this.someone = someone;
    }

    Object of(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            if (components == null) return type.getEnumConstants()[type.getEnumConstants().length - 1];
            var types = new ArrayList<Class<?>>();
            var values = new ArrayList<Object>();
            for (RecordComponent component : components) {
                types.add(component.getType());
                values.add(value(component.getGenericType(), component.getName()));
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + ": teach Sample to make one", e);
        }
    }

    private Object value(Type type, String name) {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType known ? known.getRawType() : type);
        Map<Class<?>, Object> simple = Map.of(
                String.class,
                "some-" + name,
                int.class,
                7,
                Integer.class,
                7,
                long.class,
                7_000_000_007L,
                Long.class,
                7_000_000_007L,
                boolean.class,
                true,
                Boolean.class,
                true,
                double.class,
                0.5,
                Instant.class,
                Instant.parse("2026-11-28T18:00:00.123Z"),
                Duration.class,
                Duration.ofMillis(1234));
        if (simple.containsKey(raw)) return simple.get(raw);
        if (raw.equals(ActorRef.class)) return someone;
        if (raw.equals(List.class)) return List.of(value(argument(type, 0), name));
        if (raw.equals(SortedSet.class)) return new TreeSet<>(List.of(value(argument(type, 0), name)));
        if (raw.equals(SortedMap.class)) {
            return new TreeMap<>(Map.of(value(argument(type, 0), name + "-key"), value(argument(type, 1), name)));
        }
        if (raw.isRecord() || raw.isEnum()) return of(raw);
        throw new AssertionError(raw + " in component " + name + ": teach Sample to make one");
    }

    private static Type argument(Type type, int position) {
        return ((ParameterizedType) type).getActualTypeArguments()[position];
    }

    /** One line for each value in it: {@code runs.0.node = some-node}. */
    static List<String> lines(@Nullable Object value) {
        var lines = new ArrayList<String>();
        describe("", value, lines);
        return lines;
    }

    private static void describe(String path, @Nullable Object value, List<String> lines) {
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                describe(join(path, component.getName()), read(component, value), lines);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                describe(join(path, Integer.toString(i)), list.get(i), lines);
            }
        } else if (value instanceof SortedSet<?> set) {
            describe(path, List.copyOf(set), lines);
        } else if (value instanceof SortedMap<?, ?> map) {
            map.forEach((key, held) -> describe(join(path, key.toString()), held, lines));
        } else if (value instanceof ActorRef<?> ref) {
            lines.add(path + " = " + ref.path().toStringWithoutAddress());
        } else {
            lines.add(path + " = " + value);
        }
    }

    private static @Nullable Object read(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
