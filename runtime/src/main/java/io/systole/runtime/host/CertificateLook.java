package io.systole.runtime.host;

import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.HostFacts.Certificate;
import io.systole.runtime.tls.core.Serving;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.ServerFiles;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.x509.AlternativeNames;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the certificates that the node of this host shows, to other nodes and to its clients, as they lie on disk. */
final class CertificateLook {
    private CertificateLook() {}

    static List<Certificate> at(SystoleConfig config) {
        var found = new ArrayList<Certificate>();
        var directory = new TlsDirectory(config.tls().directory());
        if (directory.isSetUp() && !config.tls().insecure()) {
            found.add(node(config, directory));
        }
        var own = config.management().tls();
        if (Serving.usesAnother(own)) {
            found.add(another(config, new ServerFiles(Path.of(own.certificate()), Path.of(own.key()))));
        }
        return found;
    }

    private static Certificate node(SystoleConfig config, TlsDirectory directory) {
        try {
            var credentials = directory.credentials();
            directory.requireOwn(credentials, config.clusterName());
            var management = config.management();
            var wanted = Stream.concat(
                            ClusterPlan.of(config).expectedNames().stream(),
                            management.isAnyAddress() ? Stream.of() : Stream.of(management.address()))
                    .distinct()
                    .toList();
            return certificate("node", directory.nodeFile(), credentials.certificate(), wanted);
        } catch (BadCredentials e) {
            return faulty("node", e);
        }
    }

    private static Certificate another(SystoleConfig config, ServerFiles files) {
        try {
            return certificate(
                    "management",
                    files.certificate(),
                    files.read().certificates().get(0),
                    config.tls().names());
        } catch (BadCredentials e) {
            return faulty("management", e);
        }
    }

    private static Certificate certificate(
            String purpose, Path file, X509Certificate certificate, Collection<String> wanted) {
        return new Certificate(
                purpose,
                file.toString(),
                certificate.getNotBefore().toInstant().toEpochMilli(),
                certificate.getNotAfter().toInstant().toEpochMilli(),
                "",
                List.copyOf(AlternativeNames.of(certificate)),
                AlternativeNames.lacking(certificate, wanted));
    }

    private static Certificate faulty(String purpose, BadCredentials e) {
        return new Certificate(
                purpose, e.file().toString(), 0, 0, String.valueOf(e.getMessage()), List.of(), List.of());
    }
}
