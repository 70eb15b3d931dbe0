package io.systole.cib.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is read, the answer is a CIB or faults, soon and within bounds. */
@Timeout(60)
class HostileInputTest {
    @Test
    void aGoodDocumentWithAnyByteChangedGivesAnAnswer() throws IOException {
        byte[] good = Files.readAllBytes(Path.of("src/test/golden/cib/everything.xml"));
        long seed = Long.getLong("sim.seed", 42);
        var random = new Random(seed);

        for (int round = 0; round < 2000; round++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= round % 4; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            CibReading reading = CibXml.read(new ByteArrayInputStream(bytes));

            assertThat(reading.cib() != null || !reading.faults().isEmpty())
                    .as("seed %d round %d", seed, round)
                    .isTrue();
        }
    }

    @Test
    void aDocumentCutOffAnywhereIsOneFault() throws IOException {
        String good =
                Files.readString(Path.of("src/test/golden/cib/everything.xml")).strip();

        for (int length = 0; length < good.length(); length += 97) {
            CibReading reading = CibXml.read(good.substring(0, length));

            assertThat(reading.cib()).isNull();
            assertThat(reading.faults()).hasSize(1);
        }
    }

    @Test
    void elementsNestedWithoutEndAreRefused() {
        CibReading reading = CibXml.read("<cib>" + "<a>".repeat(1_000_000));

        assertThat(reading.faults())
                .singleElement()
                .extracting(CibFault::found)
                .asString()
                .contains("nested deeper");
    }

    @Test
    void aThousandFaultsAreEnough() {
        CibReading reading = CibXml.read("<cib validate-with=\"pacemaker-3.9\"><configuration>" + "<a/>".repeat(100_000)
                + "</configuration></cib>");

        assertThat(reading.faults()).hasSize(Context.FAULTS_MAX);
    }

    @Test
    void aDocumentWithoutEndIsNotReadToItsEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) ' ');
                return length;
            }
        };

        assertThat(CibXml.read(endless).faults())
                .singleElement()
                .extracting(CibFault::found)
                .asString()
                .contains("more than");
    }

    @Test
    void aStreamThatBreaksIsAFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        };

        assertThat(CibXml.read(broken).faults())
                .singleElement()
                .extracting(CibFault::found)
                .asString()
                .contains("the disk is gone");
    }

    @Test
    void charactersThatXmlDoesNotKnowDoNotSpoilWhatIsWritten() {
        String text = "a\u0000\u0001\ud800 b\n\t\"<&>'\u00e4\ud83d\ude00";
        var out = new Out();
        out.begin("cib").at("validate-with", text).begin("configuration").end().end();

        CibReading reading = CibXml.read(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(reading.understood().orElseThrow().header().validateWith())
                .isEqualTo("a\ufffd\ufffd\ufffd b\n\t\"<&>'\u00e4\ud83d\ude00");
    }
}
