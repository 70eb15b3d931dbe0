package io.systole.actors.remote.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.Memo;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.NodeName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What goes over a connection comes out as it went in. */
final class WordsTest {
    private static final OperationOrder ORDER = new OperationOrder(
            new TransitionKey(3, 14, 7, "dc:of:some:kind"),
            "web",
            "web:2",
            "ocf",
            null,
            "Dummy",
            "monitor",
            "web_monitor_10000",
            10_000,
            "1",
            new TreeMap<>(Map.of("a", "", "CRM_meta_timeout", "20000", "text", "ä\n=-")));

    @Test
    void operationsAndResults() {
        var ran = new Ran(
                new OperationResult(
                        8,
                        2,
                        "why not",
                        Instant.ofEpochMilli(123),
                        Duration.ofMillis(45),
                        List.of(new OperationResult.Wish("x", null), new OperationResult.Wish("y", "-"))),
                new AgentTraits(true, List.of("p"), List.of()),
                "first line\nlast line\n");

        assertThat(OperationWords.order(OperationWords.of(ORDER))).isEqualTo(ORDER);
        assertThat(OperationWords.ran(OperationWords.of(ran))).isEqualTo(ran);
        var fromAnEarlierVersion = OperationWords.of(ran);
        assertThat(OperationWords.ran(fromAnEarlierVersion.subList(0, fromAnEarlierVersion.size() - 1)))
                .isEqualTo(new Ran(ran.result(), ran.traits()));
    }

    @Test
    void memos() {
        var memo = new Memo(
                ORDER,
                List.of(new Memo.Repeated(ORDER, 9, 0, 0, Instant.ofEpochMilli(99))),
                new TreeMap<>(Map.of("start_0", "INFINITY")));

        assertThat(Note.memo(Note.of(memo))).isEqualTo(memo);
        assertThat(Note.memo(Note.of(Memo.empty()))).isEqualTo(Memo.empty());
        assertThat(Note.memo(List.of("2", "of a later version"))).isEqualTo(Memo.empty());
    }

    @Test
    void framesAndWhatIsNone() throws IOException {
        Frame frame = Frame.of("kind", "", "ä", "x".repeat(100_000));

        assertThat(Frame.read(frame.bytes())).isEqualTo(frame);
        assertThatThrownBy(() -> Frame.read(new byte[] {0, 0, 0, 9})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Frame.read(new byte[] {0, 0, 0, 1, 0x7f, 0, 0, 0}))
                .hasMessageContaining("a word of");
        assertThatThrownBy(() -> OperationWords.order(List.of("1:2:3:x", "web")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereAConnectionLeads() {
        var far = new NodeName("far");

        assertThat(ConnectionOrder.of(far, with(Map.of()))).isEqualTo(new ConnectionOrder("far", 3121));
        assertThat(ConnectionOrder.of(far, with(Map.of("addr", "10.0.0.9", "port", "4000"))))
                .isEqualTo(new ConnectionOrder("10.0.0.9", 4000));
        assertThat(ConnectionOrder.of(far, with(Map.of("server", "h", "addr", "10.0.0.9", "port", "99999"))))
                .isEqualTo(new ConnectionOrder("h", 3121));
    }

    private static OperationOrder with(Map<String, String> parameters) {
        return new OperationOrder(
                new TransitionKey(1, 1, 0, "dc"),
                "far",
                null,
                "ocf",
                "pacemaker",
                "remote",
                "start",
                "far_start_0",
                0,
                "INFINITY",
                new TreeMap<>(parameters));
    }
}
