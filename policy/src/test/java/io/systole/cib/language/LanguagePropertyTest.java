package io.systole.cib.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is printed is read again as the same; whatever is read, the answer is a configuration or faults. */
@Timeout(120)
class LanguagePropertyTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.seeds", 400);
    private static final String PIECES = "\"'\\\n \t=:$@#(){}[]<>&;/ax0é";

    @Test
    void configurationsOfAllSortsAreTheSameAfterwards() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Element configuration = new RandomConfigurationElement(new Random(seed)).configuration();

            String text = ConfigurationText.print(configuration);
            var reading = ConfigurationText.read(text);

            assertThat(reading.faults()).as("seed %d of%n%s", seed, text).isEmpty();
            assertThat(ElementXml.write(reading.configuration().orElseThrow()))
                    .as("seed %d of%n%s", seed, text)
                    .isEqualTo(ElementXml.write(configuration));
        }
    }

    @Test
    void damagedTextGivesAConfigurationOrFaults() throws IOException {
        String everything = Files.readString(Path.of("src/test/golden/cib/language.txt"));

        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            String good = seed % 2 == 0
                    ? everything
                    : ConfigurationText.print(new RandomConfigurationElement(random).configuration());
            var reading = ConfigurationText.read(damaged(good, random));

            assertThat(reading.configuration().isPresent())
                    .as("seed %d", seed)
                    .isEqualTo(reading.faults().isEmpty());
            assertThat(reading.faults()).as("seed %d", seed).allMatch(fault -> fault.line() > 0 && fault.column() > 0);
        }
    }

    @Test
    void nestingWithoutEndIsAFault() {
        var chain = new StringBuilder("primitive r0 Dummy\n");
        for (int i = 1; i < 20_000; i++) {
            chain.append("clone r" + i + " r" + (i - 1) + "\n");
        }
        String parentheses = "location l web rule 5: " + "( ".repeat(100_000);

        assertThat(ConfigurationText.read(chain.toString()).faults()).hasSize(1);
        assertThat(ConfigurationText.read(parentheses).faults()).hasSize(1);
    }

    private static String damaged(String good, Random random) {
        var text = new StringBuilder(good);
        for (int i = 1 + random.nextInt(6); i > 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(40)));
                default -> {
                    int from = random.nextInt(text.length());
                    text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(60))));
                }
            }
        }
        return text.toString();
    }
}
