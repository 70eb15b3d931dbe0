package io.systole.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One case of a golden file: its text up to the output, and the lines of it that describe the cluster. */
record GoldenCase(String text, List<String> sketch) {

    static List<GoldenCase> of(Path file) throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<String> sketch = new ArrayList<>();
        boolean output = false;
        for (String line : Files.readAllLines(file)) {
            if (line.equals("----")) {
                cases.add(new GoldenCase(text.toString(), List.copyOf(sketch)));
                output = true;
            } else if (line.isBlank()) {
                text.setLength(0);
                sketch.clear();
                output = false;
            } else if (!output) {
                text.append(line).append('\n');
                if (!line.startsWith("#")) {
                    sketch.add(line);
                }
            }
        }
        return cases;
    }
}
