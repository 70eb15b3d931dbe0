package io.systole.runtime.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.HostFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one host adds to a report: its log and its part of transitions of a time, its configuration, its facts. Secrets are
 * taken out here, so that they never leave the host.
 */
public final class HostReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    /** Kept of the end of each long text, in bytes. */
    private static final int TEXT_MAX = 24 * 1024 * 1024;
    /** So many inputs of transitions, the newest. */
    private static final int INPUTS_MAX = 40;

    private final SystoleConfig config;
    private final Instant from;
    private final Instant to;
    private final ReportArchive archive;
    private final List<String> notes = new ArrayList<>();

    private HostReport(SystoleConfig config, Instant from, Instant to) throws IOException {
        this.config = config;
        this.from = from;
        this.to = to;
        this.archive = new ReportArchive();
    }

    /** The report of what happened between two moments. */
    public static HostReport of(SystoleConfig config, Instant from, Instant to) throws IOException {
        return new HostReport(config, from, to);
    }

    /** Of a host whose node is this process; the CIB as it has it, null where it did not say. */
    public byte[] running(@Nullable Cib cib, HostFacts facts) throws IOException {
        String xml = cib == null ? "" : CibXml.write(cib);
        if (cib == null) {
            notes.add("cib.xml: the node did not tell its CIB in time");
        }
        var masking = new Masking(HostSecrets.of(config, xml));
        if (cib != null) {
            archive.text("cib.xml", masking.text(xml));
        }
        archive.text("threads.txt", masking.text(ThreadStacks.text()));
        return rest(masking, facts);
    }

    /** Of a host whose node does not run: what is on its disk. */
    public byte[] stopped(HostFacts facts) throws IOException {
        var stored = new StringBuilder();
        for (Path file : files(config.directories().state())) {
            String name = file.getFileName().toString();
            if (name.endsWith(".xml")) {
                stored.append(Files.readString(file));
            }
        }
        var masking = new Masking(HostSecrets.of(config, stored.toString()));
        for (Path file : files(config.directories().state())) {
            if (Files.size(file) <= TEXT_MAX && !file.getFileName().toString().equals("lock")) {
                archive.text(
                        "state/" + file.getFileName(),
                        masking.text(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            }
        }
        notes.add("the node does not run: the configuration is what lies in its state directory (state/)");
        return rest(masking, facts);
    }

    private byte[] rest(Masking masking, HostFacts facts) throws IOException {
        archive.text("facts.json", masking.text(json(facts)));
        var log = LogExtract.of(config, from, to, TEXT_MAX);
        notes.addAll(log.notes());
        archive.text("log.txt", masking.text(log.text()));
        configuration(masking);
        archive.text("directories.txt", listing());
        transitions(masking);
        archive.text("notes.txt", (notes.isEmpty() ? "nothing was left out" : String.join("\n", notes)) + "\n");
        return archive.bytes();
    }

    private static String json(HostFacts facts) {
        try {
            return JSON.writeValueAsString(facts) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it was read, which is what counts: a file may have been changed since. */
    private void configuration(Masking masking) throws IOException {
        archive.text("settings.txt", masking.text(config.toString().replace(", ", ",\n  ") + "\n"));
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private String listing() {
        var lines = new StringBuilder();
        for (Path directory :
                List.of(config.directories().state(), config.directories().run())) {
            lines.append(directory).append(":\n");
            try (Stream<Path> files = Files.walk(directory, 2)) {
                for (Path file : files.sorted().toList()) {
                    if (Files.isRegularFile(file)) {
                        lines.append(String.format(
                                "  %10d  %s  %s%n",
                                Files.size(file), Files.getLastModifiedTime(file), directory.relativize(file)));
                    }
                }
            } catch (IOException | UncheckedIOException unreadable) {
                lines.append("  ").append(unreadable.getMessage()).append('\n');
            }
        }
        return lines.toString();
    }

    private void transitions(Masking masking) throws IOException {
        Path directory = config.directories().state().resolve("transitions");
        var wanted = new ArrayList<Path>();
        for (Path file : files(directory)) {
            Instant at = Files.getLastModifiedTime(file).toInstant();
            if (!at.isBefore(from) && !at.isAfter(to) && file.toString().endsWith(".bz2")) {
                wanted.add(file);
            }
        }
        wanted.sort(Comparator.comparingLong((Path file) -> file.toFile().lastModified())
                .reversed());
        if (wanted.size() > INPUTS_MAX) {
            notes.add("transitions: the newest " + INPUTS_MAX + " of " + wanted.size() + " inputs");
        }
        for (Path file : wanted.subList(0, Math.min(INPUTS_MAX, wanted.size()))) {
            String name = String.valueOf(file.getFileName());
            archive.text(
                    "transitions/" + name.substring(0, name.length() - ".bz2".length()) + ".xml",
                    masking.text(ReportArchive.decompressed(file)));
        }
    }
}
