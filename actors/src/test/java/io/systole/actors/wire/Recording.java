package io.systole.actors.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bytes of one message as some version of this program wrote them, with what they say.
 *
 * @param schema counts the recordings of a type: each time that its components change there is one more
 * @param serializer its number
 * @param says one line for each value
 * @param hex the bytes
 */
record Recording(String type, int schema, int serializer, String manifest, List<String> says, String hex) {
    static final Path FOLDER = Path.of("src", "test", "resources", "wire").toAbsolutePath();
    private static final int BYTES_A_LINE = 40;

    static String shortName(Class<?> type) {
        return type.getName().replaceFirst("^io\\.systole\\.actors\\.", "").replace(".wire.", ".");
    }

    static List<Recording> all() throws IOException {
        var recordings = new ArrayList<Recording>();
        if (!Files.isDirectory(FOLDER)) return recordings;
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                recordings.add(read(file));
            }
        }
        return recordings;
    }

    private static Recording read(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.txt$", "");
        int dash = name.lastIndexOf('-');
        int serializer = 0;
        String manifest = "";
        var says = new ArrayList<String>();
        var hex = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String rest = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("serializer ")) serializer = Integer.parseInt(rest);
            if (line.startsWith("manifest ")) manifest = rest;
            if (line.startsWith("says ")) says.add(rest);
            if (line.startsWith("bytes ")) hex.append(rest);
        }
        return new Recording(
                name.substring(0, dash),
                Integer.parseInt(name.substring(dash + 1)),
                serializer,
                manifest,
                says,
                hex.toString());
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    void write() throws IOException {
        var text = new StringBuilder();
        text.append("serializer ")
                .append(serializer)
                .append("\nmanifest ")
                .append(manifest)
                .append('\n');
        says.forEach(line -> text.append("says ").append(line).append('\n'));
        for (int at = 0; at < hex.length(); at += 2 * BYTES_A_LINE) {
            text.append("bytes ")
                    .append(hex, at, Math.min(hex.length(), at + 2 * BYTES_A_LINE))
                    .append('\n');
        }
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(type + "-" + schema + ".txt"), text);
    }
}
