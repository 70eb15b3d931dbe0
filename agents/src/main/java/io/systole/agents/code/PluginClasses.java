package io.systole.agents.code;

import io.systole.agents.ResourceAgent;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The classes of one plugin: its own, those of the JDK, and of this program the interface for agents alone (the package of
 * {@link ResourceAgent}, and SLF4J for its log). So two plugins may have different versions of one library, and neither
 * meets those of the program.
 */
final class PluginClasses extends URLClassLoader {
    private static final String API = ResourceAgent.class.getPackageName();

    PluginClasses(String name, URL[] jars) {
        super(name, jars, new Shared());
    }

    /** What a plugin shares with the program. */
    private static final class Shared extends ClassLoader {
        Shared() {
            super("systole-agents", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var dot = name.lastIndexOf('.');
            var isApi = dot > 0 && name.substring(0, dot).equals(API);
            if (isApi || name.startsWith("org.slf4j.") || name.startsWith("org.jspecify.")) {
                return ResourceAgent.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
