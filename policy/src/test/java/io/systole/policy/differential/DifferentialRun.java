package io.systole.policy.differential;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Long comparisons from the command line: {@code cases DIR} the CIBs of a directory as they are, {@code mutate DIR FROM TO}
 * changed by seeds, {@code random FROM TO} made up, {@code area AREA+AREA... FROM
 * TO} made up with more of the language. The differences go to {@code -Dout=DIR}, the CIB beside them, made small
 * with {@code -Dshrink=true}.
 */
public final class DifferentialRun {
    private static final PrintStream OUT = System.out;
    private static final int SHRINKING_TRIES_MAX = 600;

    private DifferentialRun() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        Path out = Files.createDirectories(Path.of(System.getProperty("out", "target/differential")));
        Reference reference =
                Reference.find(Files.createTempDirectory("differential")).orElseThrow();
        List<Area> areas = words.get(0).equals("area")
                ? Stream.of(words.get(1).split("\\+", -1)).map(Area::named).toList()
                : List.of();
        boolean made = words.get(0).equals("random") || words.get(0).equals("area");
        List<Situation> cases = made ? List.of() : cases(Path.of(words.get(1)));
        LongFunction<Situation> drawn =
                switch (words.get(0)) {
                    case "random" -> RandomSituation::of;
                    case "area" -> seed -> RandomSituation.of(areas, seed);
                    case "mutate" -> seed -> Mutation.of(cases.get((int) (seed % cases.size())), seed);
                    default -> number -> cases.get((int) number);
                };
        boolean ranged = !words.get(0).equals("cases");
        long from = ranged ? Long.parseLong(words.get(words.size() - 2)) : 0;
        long to = ranged ? Long.parseLong(words.get(words.size() - 1)) : cases.size();
        Map<String, Integer> levels = new TreeMap<>();
        int differing = 0;
        for (long seed = from; seed < to; seed++) {
            Map<String, List<String>> found = compare(reference, drawn.apply(seed), out);
            differing += found.isEmpty() ? 0 : 1;
            found.keySet().forEach(level -> levels.merge(level, 1, Integer::sum));
        }
        OUT.println((to - from) + " asked, " + differing + " differ: " + levels);
    }

    private static List<Situation> cases(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
            List<Situation> cases = new java.util.ArrayList<>();
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".xml", "");
                cases.add(new Situation(name, Files.readString(file), List.of()));
            }
            return cases;
        }
    }

    private static Map<String, List<String>> compare(Reference reference, Situation drawn, Path out) throws Exception {
        Map<String, List<String>> found = Judge.differences(reference, drawn).orElse(Map.of());
        if (found.isEmpty()) {
            return found;
        }
        Situation shown = drawn;
        if (Boolean.getBoolean("shrink")) {
            String level = found.keySet().iterator().next();
            Shrinking.Shows shows = smaller -> Judge.differences(reference, smaller)
                    .filter(lines -> lines.containsKey(level))
                    .isPresent();
            shown = Shrinking.of(drawn, shows, SHRINKING_TRIES_MAX);
            found = Judge.differences(reference, shown).orElse(found);
        }
        Path file = out.resolve(shown.name());
        Files.writeString(
                Path.of(file + ".xml"),
                KnownDifferences.older(OwnPlanner.injected(shown).cib()));
        StringBuilder text = new StringBuilder(shown.pretended() + "\n");
        found.forEach((level, lines) -> {
            text.append(level).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        });
        Files.writeString(Path.of(file + ".diff"), text.toString());
        List<String> first = found.values().iterator().next().stream().limit(2).toList();
        OUT.println(shown.name() + " " + found.keySet() + " " + first);
        return found;
    }
}
