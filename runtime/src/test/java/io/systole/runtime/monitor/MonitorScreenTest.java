package io.systole.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.monitor.MonitorEvent.Broken;
import io.systole.runtime.monitor.MonitorEvent.Connected;
import io.systole.runtime.monitor.MonitorEvent.Detailed;
import io.systole.runtime.monitor.MonitorEvent.NamedKey;
import io.systole.runtime.monitor.MonitorEvent.Pressed;
import io.systole.runtime.monitor.MonitorEvent.Told;
import io.systole.runtime.monitor.MonitorEvent.Typed;
import io.systole.runtime.status.FencingView;
import io.systole.runtime.status.FencingView.Outcome;
import io.systole.runtime.status.StatusDetails;
import io.systole.runtime.status.StatusFacts;
import io.systole.runtime.status.StatusReading;
import io.systole.splitbrain.core.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each case is a story of events and the screen that it ends in, in src/test/golden/monitor/NAME.txt. */
class MonitorScreenTest {
    private static final Path GOLDEN = Path.of("src/test/golden/monitor");
    private static final Path CIBS = Path.of("src/test/golden/status");
    private static final Instant NOW = Instant.parse("2026-11-23T06:30:00Z");
    private static final Map<String, Standing> ALL =
            Map.of("alpha", Standing.ONLINE, "beta", Standing.ONLINE, "gamma", Standing.ONLINE);
    private static final Map<String, Standing> BETA_LOST =
            Map.of("alpha", Standing.ONLINE, "beta", Standing.LOST, "gamma", Standing.ONLINE);

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private MonitorState state = MonitorState.start(NOW);

    @Test
    void saysThatItLooksForANode() throws IOException {
        assertScreen("looking", 80, 24);
    }

    @Test
    void showsACalmCluster() throws IOException {
        hear(new Connected("alpha", NOW), status(ALL, "idle after transition 7", List.of()));

        assertScreen("calm-80x24", 80, 24);
        assertScreen("calm-200x50", 200, 50);
    }

    @Test
    void showsWhatRunsOnEachNode() throws IOException {
        hear(new Connected("alpha", NOW), status(ALL, "idle after transition 7", List.of()), new Typed('n'));

        assertScreen("by-node", 80, 24);
    }

    @Test
    void showsALostNodeItsFencingAndTheTransition() throws IOException {
        fencingOfBeta();

        assertScreen("fencing-80x24", 80, 24);
        assertScreen("fencing-200x50", 200, 50);
    }

    private void fencingOfBeta() throws IOException {
        var pending = new FencingView("beta", "reboot", Outcome.PENDING, null, "beta is lost", NOW);
        hear(
                new Connected("alpha", NOW),
                status(ALL, "idle after transition 7", List.of()),
                status(BETA_LOST, "waiting for fencing", List.of(pending)),
                told("fencing", "{'stage':'asked','target':'beta','action':'reboot','requestedBy':'split-brain'}"),
                told(
                        "transition",
                        "{'stage':'begun','number':8,'total':9,'reason':'beta is lost','summary':['Move web','Move ip']}"),
                told(
                        "transition",
                        "{'stage':'action','number':8,'done':3,'total':9,"
                                + "'actions':[{'key':'ip_start_0','node':'gamma','result':'ok'}]}"));
    }

    @Test
    void saysLoudlyThatNoNodeAnswersAndHowOldItIs() throws IOException {
        hear(
                new Connected("alpha", NOW),
                status(ALL, "idle after transition 7", List.of()),
                new Broken("alpha", "node alpha: Connection refused", NOW.plusSeconds(3)),
                new Broken("gamma", "node gamma: Connection refused", NOW.plusSeconds(4)));

        assertScreen("broken", 80, 24, NOW.plusSeconds(75));
    }

    @Test
    void tellsWhenAnotherNodeTells() throws IOException {
        hear(
                new Connected("alpha", NOW),
                status(ALL, "idle after transition 7", List.of()),
                new Broken("alpha", "node alpha: the connection ended", NOW.plusSeconds(3)),
                new Connected("gamma", NOW.plusSeconds(4)),
                status(BETA_LOST, "idle after transition 7", List.of()));

        assertScreen("another-node", 80, 24);
    }

    @Test
    void showsOnlyLinesWithATextAndHelp() throws IOException {
        hear(new Connected("alpha", NOW), status(ALL, "idle after transition 7", List.of()));
        hear(new Typed('/'), new Typed('w'), new Typed('x'), new Pressed(NamedKey.BACKSPACE), new Typed('e'));
        assertScreen("filter-typed", 80, 24);

        hear(new Pressed(NamedKey.ENTER));
        assertScreen("filtered", 80, 24);

        hear(new Pressed(NamedKey.ESCAPE), new Typed('?'));
        assertScreen("help", 80, 24);

        hear(new Typed('q'));
        assertThat(state.face().quit()).isTrue();
    }

    @Test
    void showsDetailsOnDemandAsAStatusDoes() throws IOException {
        hear(new Connected("alpha", NOW), status(ALL, "idle after transition 7", List.of()), new Typed('a'));
        assertScreen("details-awaited", 80, 24);

        var attributes = new TreeMap<>(Map.of("pingd", "300", "rack", "r1"));
        var details = new StatusDetails(
                List.of(new StatusDetails.Attributes("alpha", attributes)),
                List.of(new StatusDetails.FailCount("beta", "web", "2", "3", NOW)),
                null,
                List.of(new StatusDetails.Ban("cli-ban-web-on-beta", "web", "beta", "-INFINITY", null)),
                null);
        hear(new Detailed(details, ""), new Typed('f'), new Typed('L'));
        assertScreen("details", 80, 50);

        hear(new Typed('a'), new Typed('l'));
        assertThat(MonitorScreen.details(state, ZoneOffset.UTC))
                .containsExactly(
                        "Migration Summary",
                        "  * web on beta: fail-count=2 migration-threshold=3"
                                + " last-failure='Mon Nov 23 06:30:00 2026'");

        hear(new Detailed(null, "the CIB cannot be read"));
        assertThat(MonitorScreen.details(state, ZoneOffset.UTC))
                .containsExactly("Details cannot be read: the CIB cannot be read");
        hear(new Typed('f'));
        assertThat(MonitorScreen.details(state, ZoneOffset.UTC)).isEmpty();
    }

    /** A change that comes while a transition runs ends it, and that is no fault. */
    @Test
    void onlyWhatSomebodyHasToLookAtIsGrave() throws IOException {
        hear(
                new Connected("alpha", NOW),
                told("transition", "{'stage':'begun','number':5,'total':3,'summary':['Move web']}"),
                told("transition", "{'stage':'ended','number':5,'outcome':'aborted: the configuration changed'}"),
                told("transition", "{'stage':'ended','number':6,'outcome':'complete'}"),
                told("transition", "{'stage':'ended','number':7,'outcome':'failed: web_start_0'}"));

        assertThat(state.happened().stream().map(MonitorState.Happened::text))
                .startsWith("transition 5 begun: 1 change");
        assertThat(state.happened().stream().map(MonitorState.Happened::grave))
                .containsExactly(false, false, false, true);
    }

    @Test
    void scrollsWithinTheList() throws IOException {
        hear(new Connected("alpha", NOW), status(ALL, "idle after transition 7", List.of()));

        hear(new Pressed(NamedKey.END));
        var end = MonitorScreen.of(state, 80, 12, NOW, ZoneOffset.UTC);
        state = MonitorCore.within(state, end.scrollMax());
        assertThat(state.face().scroll()).isEqualTo(end.scrollMax()).isPositive();
        hear(new Pressed(NamedKey.UP));
        assertThat(state.face().scroll()).isEqualTo(end.scrollMax() - 1);
        hear(new Pressed(NamedKey.HOME), new Pressed(NamedKey.UP));
        assertThat(state.face().scroll()).isZero();
    }

    @Test
    void everySizeOfScreenIsFilledAndNeverExceeded() throws IOException {
        fencingOfBeta();

        for (int width : new int[] {20, 40, 79, 80, 132, 300}) {
            for (int height : new int[] {8, 10, 24, 25, 100}) {
                var lines = MonitorScreen.of(state, width, height, NOW, ZoneOffset.UTC)
                        .lines();
                assertThat(lines).hasSize(height);
                assertThat(lines)
                        .allSatisfy(line -> assertThat(line.text().length()).isLessThanOrEqualTo(width));
            }
        }
    }

    @Test
    void whatAgentsPrintCannotSteerTheTerminal() {
        assertThat(Line.of("a\u001b[2Jb\nc").text()).isEqualTo("a [2Jb c");
    }

    @Test
    void everythingIsShownWithoutAScreen() throws IOException {
        fencingOfBeta();

        assertGolden("plain", String.join("\n", MonitorScreen.plain(state, NOW, ZoneOffset.UTC)) + "\n");
    }

    private void hear(MonitorEvent... events) {
        for (var event : events) {
            state = MonitorCore.step(state, event);
        }
    }

    private static Told status(Map<String, Standing> standings, String phase, List<FencingView> fencing)
            throws IOException {
        var reading = CibXml.read(Files.readString(CIBS.resolve("all-online.xml")));
        var cib = reading.understood().orElseThrow(() -> new AssertionError(reading.faults()));
        var facts = new StatusFacts(
                "demo",
                "alpha",
                new TreeMap<>(standings),
                true,
                "3 of 3 votes",
                "alpha",
                null,
                List.of(),
                new TreeMap<>(),
                null,
                phase,
                fencing,
                NOW);
        return new Told("state", JSON.valueToTree(StatusReading.of(cib, facts)), NOW);
    }

    private static Told told(String name, String json) throws IOException {
        JsonNode data = JSON.readTree(json.replace('\'', '"'));
        return new Told(name, data, NOW.plusSeconds(1));
    }

    private void assertScreen(String name, int width, int height) throws IOException {
        assertScreen(name, width, height, NOW.plusSeconds(2));
    }

    private void assertScreen(String name, int width, int height, Instant at) throws IOException {
        var drawn = MonitorScreen.of(state, width, height, at, ZoneOffset.UTC);
        assertGolden(
                name,
                drawn.lines().stream()
                        .map(line -> line.text().stripTrailing())
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private static void assertGolden(String name, String text) throws IOException {
        var file = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }
}
