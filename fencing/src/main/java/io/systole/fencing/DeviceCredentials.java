package io.systole.fencing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Looks at the files that a device's parameters name (keys, certificates, scripts that print a password), on this host:
 * whether they are there and can be read, whether a certificate is valid and for how long, and whether ssh would take a
 * key. It opens no connection; whether the board accepts them is for the monitor to find out. Reads files, so not for a
 * thread that must not wait.
 */
final class DeviceCredentials {
    /** A certificate that ends sooner is told. */
    private static final Duration HEADROOM = Duration.ofDays(14);

    private static final Pattern NAMES =
            Pattern.compile("key|cert|identity|kubeconfig|credentials|serviceaccount|_file$|_path$|_script$");

    private static final int MAX = 1024 * 1024;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Instant now;
    private final List<String> problems = new ArrayList<>();

    private DeviceCredentials(Instant now) {
        this.now = now;
    }

    /** One line for each file that is not as it should be; no line tells what is in it. */
    static List<String> problems(SortedMap<String, String> parameters, Instant now) {
        var credentials = new DeviceCredentials(now);
        parameters.forEach((name, value) -> {
            var file = value.strip();
            var isMeant = file.startsWith("/")
                    && NAMES.matcher(name.replace('-', '_')).find();
            if (isMeant && !name.startsWith("pcmk_") && file.indexOf('\0') < 0) {
                credentials.look(name, Path.of(file));
            }
        });
        return List.copyOf(credentials.problems);
    }

    private void look(String name, Path file) {
        var where = name + " = " + file + ": ";
        if (Files.isDirectory(file)) {
            return;
        }
        if (!Files.exists(file)) {
            problems.add(where + "does not exist");
        } else if (!Files.isReadable(file)) {
            problems.add(where + "cannot be read");
        } else if (name.endsWith("script") && !Files.isExecutable(file)) {
            problems.add(where + "is not executable");
        } else {
            read(where, file);
        }
    }

    private void read(String where, Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX) {
                return;
            }
            if (Files.size(file) == 0) {
                problems.add(where + "is empty");
            }
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.contains("-----BEGIN CERTIFICATE-----")) {
                certificates(where, file);
            }
            if (text.contains("-----BEGIN OPENSSH PRIVATE KEY-----") && othersMayRead(file)) {
                problems.add(where + "may be read by others than its owner, and ssh refuses such a key (chmod 600)");
            }
        } catch (IOException unreadable) {
            problems.add(where + "cannot be read: " + unreadable.getMessage());
        }
    }

    /** False as well on a file system that keeps no permissions: ssh does not judge the key there either. */
    private static boolean othersMayRead(Path file) throws IOException {
        var kept = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return kept != null && kept.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
    }

    private void certificates(String where, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (each instanceof X509Certificate certificate) {
                    validity(where, certificate);
                }
            }
        } catch (CertificateException malformed) {
            problems.add(where + "has a certificate that cannot be read: " + malformed.getMessage());
        }
    }

    private void validity(String where, X509Certificate certificate) {
        var from = certificate.getNotBefore().toInstant();
        var until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            problems.add(where + "is a certificate that is valid only from " + from + " on");
        } else if (!now.isBefore(until)) {
            problems.add(where + "is a certificate that ended on " + until);
        } else if (now.plus(HEADROOM).isAfter(until)) {
            problems.add(where + "is a certificate that ends in "
                    + Duration.between(now, until).toDays() + " days, on " + until);
        }
    }
}
