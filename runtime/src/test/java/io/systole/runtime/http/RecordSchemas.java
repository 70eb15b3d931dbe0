package io.systole.runtime.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schemas of records as Jackson writes them here: what is null is left out, moments are texts. */
final class RecordSchemas {
    private final ObjectNode all;

    RecordSchemas(ObjectNode all) {
        this.all = all;
    }

    /** Those of all records that were met, by their names. */
    ObjectNode all() {
        return all;
    }

    ObjectNode of(Type type) {
        ObjectNode schema = all.objectNode();
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, schema);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return schema.put("type", "string");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (plain == int.class || plain == long.class || plain == Integer.class || plain == Long.class) {
            return schema.put("type", "integer");
        }
        if (plain == double.class || plain == Double.class || plain == Duration.class) {
            return schema.put("type", "number");
        }
        if (plain == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (plain.isEnum()) {
            return words(plain, schema.put("type", "string"));
        }
        if (plain.isRecord() || plain.isSealed()) {
            return reference(plain, schema);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private ObjectNode ofGeneric(ParameterizedType generic, ObjectNode schema) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", of(arguments[0]));
            return schema;
        }
        if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object").set("additionalProperties", of(arguments[1]));
            return schema;
        }
        throw new IllegalArgumentException("no schema for " + generic);
    }

    private static ObjectNode words(Class<?> plain, ObjectNode schema) {
        ArrayNode words = schema.putArray("enum");
        for (Object constant : plain.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            try {
                JsonProperty other = plain.getField(name).getAnnotation(JsonProperty.class);
                words.add(other == null ? name : other.value());
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
        return schema;
    }

    private ObjectNode reference(Class<?> plain, ObjectNode schema) {
        String name = name(plain);
        if (!all.has(name)) {
            ObjectNode defined = all.putObject(name);
            if (plain.isRecord()) {
                define(plain, defined);
            } else {
                ArrayNode choices = defined.putArray("anyOf");
                for (Class<?> each : plain.getPermittedSubclasses()) {
                    choices.add(of(each));
                }
            }
        }
        return schema.put("$ref", "#/components/schemas/" + name);
    }

    /** The simple name, with that of the type around it where it has one. */
    private static String name(Class<?> plain) {
        Class<?> around = plain.getDeclaringClass();
        return around == null ? plain.getSimpleName() : name(around) + "." + plain.getSimpleName();
    }

    private void define(Class<?> plain, ObjectNode schema) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.arrayNode();
        for (RecordComponent component : plain.getRecordComponents()) {
            if (isIgnored(plain, component)) {
                continue;
            }
            properties.set(component.getName(), of(component.getGenericType()));
            if (!isNullable(component)) {
                required.add(component.getName());
            }
        }
        for (Method method : plain.getDeclaredMethods()) {
            boolean isMore = method.isAnnotationPresent(JsonProperty.class)
                    && method.getParameterCount() == 0
                    && !properties.has(method.getName());
            if (isMore) {
                properties.set(method.getName(), of(method.getGenericReturnType()));
                required.add(method.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        // A property that no schema tells of would be one that no client can know of.
        schema.put("additionalProperties", false);
    }

    private static boolean isIgnored(Class<?> plain, RecordComponent component) {
        try {
            return component.getAccessor().isAnnotationPresent(JsonIgnore.class)
                    || plain.getDeclaredField(component.getName()).isAnnotationPresent(JsonIgnore.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNullable(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class) || component.getType() == Optional.class;
    }
}
