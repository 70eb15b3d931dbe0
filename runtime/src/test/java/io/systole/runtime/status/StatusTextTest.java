package io.systole.runtime.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import io.systole.runtime.status.FencingView.Outcome;
import io.systole.splitbrain.core.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each case is a CIB in src/test/golden/status/NAME.xml and what is shown of it in NAME.txt. */
class StatusTextTest {
    private static final Path GOLDEN = Path.of("src/test/golden/status");
    private static final Instant NOW = Instant.parse("2026-11-23T06:30:00Z");

    @Test
    void showsAGroupAPromotableCloneAndAFailure() throws IOException {
        var all = Map.of("alpha", Standing.ONLINE, "beta", Standing.ONLINE, "gamma", Standing.ONLINE);

        var text = show("all-online", facts(all, true, "alpha", List.of()));

        assertGolden("all-online", text);
    }

    @Test
    void showsALostNodeAsUncleanUntilItIsFenced() throws IOException {
        var lost = Map.of("alpha", Standing.ONLINE, "beta", Standing.LOST, "gamma", Standing.ONLINE);
        var pending = new FencingView("beta", "reboot", Outcome.PENDING, null, "lost", NOW);
        var failed = new FencingView("beta", "reboot", Outcome.FAILED, null, "no device can reach beta", NOW);

        var text = show("all-online", facts(lost, true, "alpha", List.of(failed, pending)));

        assertGolden("beta-lost", text);
    }

    @Test
    void showsStandbyMaintenanceAndPartitionsWithoutQuorum() throws IOException {
        var alone = Map.of("alpha", Standing.ONLINE, "beta", Standing.ABSENT, "gamma", Standing.FENCED);

        var text = show("standby", facts(alone, false, null, List.of()));

        assertGolden("standby", text);
    }

    @Test
    void saysWhenNothingIsStartedForWantOfAFenceDevice() throws IOException {
        var all = Map.of("alpha", Standing.ONLINE, "beta", Standing.ONLINE);

        var text = show("no-fence-device", facts(all, true, "alpha", List.of()));

        assertGolden("no-fence-device", text);
    }

    @Test
    void saysWhenAWatchdogIsReliedOnThatNobodyHas() throws IOException {
        var all = Map.of("alpha", Standing.ONLINE, "beta", Standing.ONLINE);

        var text = show("watchdog-that-nobody-has", facts(all, true, "alpha", List.of()));

        assertGolden("watchdog-that-nobody-has", text);
    }

    @Test
    void namesTheNodesThatNoDeviceCanFenceAndWhatRestrainsTheCluster() throws IOException {
        var all = Map.of("alpha", Standing.ONLINE, "beta", Standing.ONLINE);

        var text = show("beta-cannot-be-fenced", facts(all, true, "alpha", List.of()));

        assertGolden("beta-cannot-be-fenced", text);
    }

    @Test
    void showsRemoteNodesApartFromMembers() throws IOException {
        var all = Map.of("n1", Standing.ONLINE, "n2", Standing.ONLINE, "n3", Standing.ONLINE);

        var text = show("remote-node", facts(all, true, "n1", List.of()));

        assertGolden("remote-node", text);
    }

    @Test
    void showsTicketsAndWhatWaitsForOneOnStandby() throws IOException {
        var all = Map.of("alpha", Standing.ONLINE, "beta", Standing.ONLINE);

        var text = show("tickets", facts(all, true, "alpha", List.of()));

        assertGolden("tickets", text);
    }

    /** The parts that crm_mon shows with -A -f -o -t -L. */
    @Test
    void showsAttributesFailCountsOperationsBansAndOptionsOnDemand() throws IOException {
        var reading = CibXml.read(Files.readString(GOLDEN.resolve("details.xml")));
        assertThat(reading.faults()).isEmpty();
        var details = StatusDetails.of(reading.accepted().orElseThrow(), NOW, EnumSet.allOf(StatusDetails.Part.class));

        assertGolden("details", DetailsText.of(details, ZoneOffset.UTC));
    }

    @Test
    void showsOnlyThePartsThatWereAskedFor() throws IOException {
        var cib = CibXml.read(Files.readString(GOLDEN.resolve("details.xml")))
                .accepted()
                .orElseThrow();

        var details = StatusDetails.of(cib, NOW, EnumSet.of(StatusDetails.Part.BANS));

        assertThat(details.bans()).hasSize(1);
        assertThat(details.attributes()).isNull();
        assertThat(DetailsText.of(details, ZoneOffset.UTC)).doesNotContain("Operations");
    }

    private static String show(String name, StatusFacts facts) throws IOException {
        var reading = CibXml.read(Files.readString(GOLDEN.resolve(name + ".xml")));
        assertThat(reading.faults()).isEmpty();
        return StatusText.of(StatusReading.of(reading.accepted().orElseThrow(), facts), ZoneOffset.UTC);
    }

    private static StatusFacts facts(
            Map<String, Standing> standings, boolean quorate, @Nullable String dc, List<FencingView> fencing) {
        return new StatusFacts(
                "example",
                "alpha",
                new TreeMap<>(standings),
                quorate,
                quorate ? "2 of 3 votes" : "1 of 3 votes, 2 needed",
                dc,
                null,
                List.of(),
                new TreeMap<>(),
                null,
                "idle after transition 3",
                fencing,
                NOW);
    }

    private static void assertGolden(String name, String text) throws IOException {
        var file = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
