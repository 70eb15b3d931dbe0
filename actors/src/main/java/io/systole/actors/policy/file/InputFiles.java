package io.systole.actors.policy.file;

import io.systole.actors.policy.core.PlanInput;
import io.systole.actors.policy.wire.KeptInput;
import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of past plans in a directory: {@code pe-input-17.bz2} and its like, which the field's tools read, and an
 * index. Each is a whole CIB with the moment that was planned at. Used by one thread.
 */
final class InputFiles {
    private static final String INDEX = "index";
    /** The index is written anew when it has this many lines more than there are inputs. */
    private static final int SLACK = 200;

    private final Path directory;
    private final List<InputEntry> entries = new ArrayList<>();
    private boolean read;
    private int lines;

    InputFiles(Path directory) {
        this.directory = directory;
    }

    /** Keeps an input, in the place of the oldest of its series when there are enough. */
    void keep(PlanInput input) throws IOException {
        open();
        int sequence = next(input);
        var entry = new InputEntry(
                input.series(), sequence, input.term(), input.number(), input.at(), InputEntry.line(input.reason()));
        Path file = directory.resolve(entry.file());
        Path aside = directory.resolve(entry.file() + ".new");
        try {
            Files.write(aside, Bzip2.compressed(document(input).getBytes(StandardCharsets.UTF_8)));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
        entries.removeIf(other -> other.file().equals(entry.file()));
        entries.add(entry);
        prune(input);
        index(entry);
    }

    /** The CIB as it was planned for, with the moment in the place where the field's tools look for it. */
    private static String document(PlanInput input) {
        CibHeader header = input.cib().header();
        String at = Long.toString(input.at().getEpochSecond());
        var dated = new CibHeader(
                header.version(),
                header.validateWith(),
                header.crmFeatureSet(),
                header.haveQuorum(),
                header.dcUuid(),
                header.cibLastWritten(),
                header.updateOrigin(),
                header.updateClient(),
                header.updateUser(),
                at,
                header.noQuorumPanic(),
                header.remoteTlsPort(),
                header.remoteClearPort());
        return CibXml.write(
                new Cib(dated, input.cib().configuration(), input.cib().status()));
    }

    private int next(PlanInput input) {
        int last = -1;
        for (InputEntry entry : entries) {
            last = entry.series() == input.series() ? entry.sequence() : last;
        }
        return input.seriesMax() > 0 && last + 1 >= input.seriesMax() ? 0 : last + 1;
    }

    /** Takes away what a smaller bound leaves no room for. */
    private void prune(PlanInput input) throws IOException {
        for (InputEntry entry : List.copyOf(entries)) {
            if (entry.series() == input.series() && input.seriesMax() >= 0 && entry.sequence() >= input.seriesMax()) {
                entries.remove(entry);
                Files.deleteIfExists(directory.resolve(entry.file()));
            }
        }
    }

    private void open() throws IOException {
        if (read) {
            return;
        }
        Files.createDirectories(directory);
        try {
            for (String line : Files.readAllLines(directory.resolve(INDEX))) {
                lines++;
                InputEntry.parse(line).ifPresent(entry -> {
                    entries.removeIf(other -> other.file().equals(entry.file()));
                    entries.add(entry);
                });
            }
            entries.removeIf(entry -> !Files.exists(directory.resolve(entry.file())));
        } catch (NoSuchFileException none) {
            lines = 0;
        }
        read = true;
    }

    private void index(InputEntry entry) throws IOException {
        Path index = directory.resolve(INDEX);
        if (lines < entries.size() + SLACK) {
            Files.writeString(index, entry + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines++;
            return;
        }
        Path aside = directory.resolve(INDEX + ".new");
        Files.write(aside, entries.stream().map(InputEntry::toString).toList());
        Files.move(aside, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = entries.size();
    }

    /** The newest, oldest first. */
    List<KeptInput> list(int max) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        open();
        return entries.subList(Math.max(0, entries.size() - max), entries.size()).stream()
                .map(InputEntry::told)
                .toList();
    }

    /** A kept input, compressed; empty where there is none of that name. */
    Optional<byte[]> read(String file) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        open();
        boolean known = entries.stream().anyMatch(entry -> entry.file().equals(file));
        return known ? Optional.of(Files.readAllBytes(directory.resolve(file))) : Optional.empty();
    }
}
