package io.systole.runtime.host;

import io.systole.runtime.config.SystoleConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The secrets that a host knows by their values: of its files of secrets, of a configuration, its own token. */
public final class HostSecrets {
    private static final Pattern PAIR =
            Pattern.compile("<nvpair\\b[^>]*\\bname=\"([^\"]*)\"[^>]*\\bvalue=\"([^\"]*)\"");
    /** The URL of a webhook often has a token as a part of its path. */
    private static final Pattern RECIPIENT = Pattern.compile("<recipient\\b[^>]*\\bvalue=\"(https?://[^\"]*)\"");

    private static final long SECRET_MAX = 64 * 1024;

    private HostSecrets() {}

    /** All that can be found; what cannot be read is no secret of this user. */
    static Collection<String> of(SystoleConfig config, String xml) {
        var secrets = new ArrayList<>(of(xml));
        config.agents()
                .secretsDirectories(config.directories().state())
                .forEach(directory -> addFiles(directory, secrets));
        add(config.remote().keyFile(), secrets);
        try {
            Files.readString(config.directories().run().resolve("management"))
                    .lines()
                    .filter(line -> line.startsWith("token="))
                    .forEach(line -> secrets.add(line.substring("token=".length())));
        } catch (IOException none) {
            // the node does not run, or is another's
        }
        return secrets;
    }

    /** Those of a CIB. */
    public static List<String> of(String xml) {
        var secrets = new ArrayList<String>();
        Matcher pair = PAIR.matcher(xml);
        while (pair.find()) {
            if (Masking.isSecret(pair.group(1))) {
                both(pair.group(2), secrets);
            }
        }
        Matcher recipient = RECIPIENT.matcher(xml);
        while (recipient.find()) {
            both(recipient.group(1), secrets);
        }
        return secrets;
    }

    /** As it is written in XML, and as it is. */
    private static void both(String written, List<String> secrets) {
        secrets.add(written);
        secrets.add(written.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&"));
    }

    private static void addFiles(Path directory, List<String> secrets) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".sign"))
                    .forEach(file -> add(file, secrets));
        } catch (IOException | UncheckedIOException none) {
            // there is no such directory, or it is another user's
        }
    }

    private static void add(Path file, List<String> secrets) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= SECRET_MAX) {
                secrets.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException unreadable) {
            // what this user cannot read is in no file that it writes
        }
    }
}
