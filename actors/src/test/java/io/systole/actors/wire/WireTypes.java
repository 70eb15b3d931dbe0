package io.systole.actors.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every type that may cross nodes, as the compiled classes of this module have it. */
final class WireTypes {
    private WireTypes() {}

    static List<Class<?>> all() throws IOException {
        Path classes = Path.of("target", "classes").toAbsolutePath();
        var types = new ArrayList<Class<?>>();
        try (var files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                Class<?> type = load(classes.relativize(file).toString());
                if (WireMessage.class.isAssignableFrom(type) && !type.isInterface()) {
                    types.add(type);
                }
            }
        }
        types.sort(Comparator.comparing(Class::getName));
        return types;
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, WireTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }
}
