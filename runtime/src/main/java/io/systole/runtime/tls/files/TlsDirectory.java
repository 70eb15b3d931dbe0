package io.systole.runtime.tls.files;

import io.systole.runtime.tls.x509.Authority;
import io.systole.runtime.tls.x509.PeerCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directory {@code systole.tls.directory}:
 * <ul>
 *   <li>{@code ca.crt}: the certificates of the cluster's authorities, on every host;
 *   <li>{@code node.pem}: this node's private key and certificate, in one file so that both are replaced at once;
 *   <li>{@code ca.key}: the authority's private key, on the host that hands out certificates (and in its backup);
 *   <li>{@code tokens}: what is known of tokens that were given out, see {@link TokenFiles}.
 * </ul>
 */
public final class TlsDirectory {
    private final Path directory;

    public TlsDirectory(Path directory) {
        this.directory = directory;
    }

    public Path path() {
        return directory;
    }

    public Path nodeFile() {
        return directory.resolve("node.pem");
    }

    public Path authorityFile() {
        return directory.resolve("ca.crt");
    }

    public Path authorityKeyFile() {
        return directory.resolve("ca.key");
    }

    public TokenFiles tokens() {
        return new TokenFiles(directory.resolve("tokens"));
    }

    /** Whether somebody began to set certificates up here: from then on nothing but TLS is right. */
    public boolean isSetUp() {
        return Files.exists(nodeFile()) || Files.exists(authorityFile());
    }

    public boolean hasAuthorityKey() {
        return Files.exists(authorityKeyFile());
    }

    public boolean hasNode() {
        return Files.exists(nodeFile());
    }

    /** What changes whenever one of the files that {@link #credentials} reads is replaced. */
    public String stamp() {
        return stamp(nodeFile()) + " " + stamp(authorityFile());
    }

    static String stamp(Path file) {
        try {
            var now = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
            return now.fileKey() + "/" + now.lastModifiedTime() + "/" + now.size();
        } catch (IOException e) {
            return "missing";
        }
    }

    public Credentials credentials() throws BadCredentials {
        var file = nodeFile();
        var text = read(file);
        var authorities = authorities();
        try {
            var own = Pem.certificates(text);
            if (own.isEmpty()) {
                throw new BadCredentials(file, "has no block BEGIN CERTIFICATE");
            }
            return new Credentials(Pem.privateKey(text, own.get(0)), own.get(0), authorities);
        } catch (GeneralSecurityException e) {
            throw new BadCredentials(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** Refuses what is there but no good: for another cluster, of another authority, or out of time. */
    public void requireOwn(Credentials credentials, String cluster) throws BadCredentials {
        try {
            new PeerCheck(credentials.authorities(), cluster).require(credentials.certificate(), Instant.now());
        } catch (CertificateException e) {
            throw new BadCredentials(nodeFile(), String.valueOf(e.getMessage()), e);
        }
    }

    public List<X509Certificate> authorities() throws BadCredentials {
        var file = authorityFile();
        try {
            var authorities = Pem.certificates(read(file));
            if (authorities.isEmpty()) {
                throw new BadCredentials(file, "has no block BEGIN CERTIFICATE");
            }
            return authorities;
        } catch (CertificateException e) {
            throw new BadCredentials(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** Empty on a host that has no authority's key. */
    public Optional<Authority> authority() throws BadCredentials {
        if (!hasAuthorityKey()) {
            return Optional.empty();
        }
        var file = authorityKeyFile();
        var text = read(file);
        var reason = "is not the key of a certificate in " + authorityFile();
        for (var certificate : authorities()) {
            try {
                return Optional.of(new Authority(certificate, Pem.privateKey(text, certificate)));
            } catch (GeneralSecurityException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        throw new BadCredentials(file, reason);
    }

    static String read(Path file) throws BadCredentials {
        try {
            return Files.readString(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new BadCredentials(file, "is missing", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new BadCredentials(file, "may not be read by this user", e);
        } catch (IOException e) {
            throw new BadCredentials(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    public void writeAuthority(X509Certificate certificate, KeyPair keys) throws IOException {
        replace(authorityKeyFile(), Pem.of(keys.getPrivate()), "rw-------");
        writeAuthorities(List.of(certificate));
    }

    public void writeAuthorities(List<X509Certificate> certificates) throws IOException {
        var text = new StringBuilder();
        certificates.forEach(certificate -> text.append(Pem.of(certificate)));
        replace(authorityFile(), text.toString(), "rw-r--r--");
    }

    public void writeNode(PrivateKey key, X509Certificate certificate) throws IOException {
        replace(nodeFile(), Pem.of(key) + Pem.of(certificate), "rw-------");
    }

    /** Beside it, to the disk, and then in its place. */
    static void replace(Path file, String text, String permissions) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        try (var out =
                FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attribute)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
