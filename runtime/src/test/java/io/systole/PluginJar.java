package io.systole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A plugin directory with a plugin that has {@link PluggedAgent}, and one that is broken. */
public final class PluginJar {
    private PluginJar() {}

    /** Makes the directory below this one, and answers the setting that names it. */
    public static String install(Path below) throws IOException {
        var plugins = Files.createDirectory(below.resolve("plugins"));
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        var name = PluggedAgent.class.getName();
        var file = name.replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("good.jar")));
                var bytes = PluggedAgent.class.getResourceAsStream("/" + file)) {
            if (bytes == null) {
                throw new IOException(file + " is not among the classes of the tests");
            }
            jar.putNextEntry(new JarEntry(file));
            bytes.transferTo(jar);
            jar.putNextEntry(new JarEntry("META-INF/services/io.systole.agents.ResourceAgent"));
            jar.write(name.getBytes(StandardCharsets.UTF_8));
        }
        return "systole.agents.plugin-directory = \"" + plugins + "\"\n";
    }
}
