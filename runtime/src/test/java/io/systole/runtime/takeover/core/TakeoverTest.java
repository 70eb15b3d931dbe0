package io.systole.runtime.takeover.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.cib.NodeName;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case is NAME.conf, with NAME.xml or without, in src/test/golden/import, and what comes of it in NAME.txt. */
class TakeoverTest {
    private static final Path GOLDEN = Path.of("src/test/golden/import");

    @ParameterizedTest
    @ValueSource(strings = {"two-nodes", "links-and-times", "last-man-standing", "arbiter", "multicast", "faults"})
    void isTakenOverWithARemarkOnWhatIsToBeKnown(String name) throws IOException {
        Path cibFile = GOLDEN.resolve(name + ".xml");
        String document = Files.exists(cibFile) ? Files.readString(cibFile) : "";
        var names = CibTakeover.Names.of(document);

        var conf = CorosyncTakeover.of(
                "corosync.conf", Files.readString(GOLDEN.resolve(name + ".conf")), names.ofIds(), names.cluster());
        Optional<CibTakeover> cib =
                document.isEmpty() ? Optional.empty() : Optional.of(CibTakeover.of("cib.xml", document, conf.nodes()));

        var remarks = new ArrayList<>(conf.remarks());
        cib.ifPresent(it -> remarks.addAll(it.remarks()));
        var text =
                new StringBuilder(remarks.stream().map(Remark::toString).collect(Collectors.joining("\n", "", "\n")));
        if (remarks.stream().noneMatch(remark -> remark.kind() == Remark.Kind.FAULT)) {
            text.append("----\n").append(conf.text());
            cib.flatMap(CibTakeover::cib).ifPresent(it -> text.append("----\n").append(CibXml.write(it)));
            isAccepted(conf, cib);
        }
        assertGolden(name, text.toString());
    }

    /** The node itself takes what came of it. */
    private static void isAccepted(CorosyncTakeover conf, Optional<CibTakeover> cib) {
        for (String node : conf.nodes()) {
            assertThat(read(conf, node)).isEqualTo(conf.nodes());
        }
        cib.flatMap(CibTakeover::cib)
                .ifPresent(it -> assertThat(ConfigurationCheck.faults(
                                CibXml.read(CibXml.write(it)),
                                conf.nodes().stream().map(NodeName::new).toList()))
                        .isEmpty());
    }

    private static List<String> read(CorosyncTakeover conf, String node) {
        try {
            return ConfigFile.from(ConfigFactory.parseString(conf.text()), Optional.of(node)).nodes().stream()
                    .map(entry -> entry.name())
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(conf.text(), e);
        }
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
