package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The web pages of a real cluster in a real browser, judged by what the agents' log says. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class WebIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String NODE = "n1";

    /** The pages, and what is there once one has been read, in English and in Chinese. */
    private static final Map<String, List<String>> PAGES = Map.of(
            "overview", List.of("What runs where", "资源运行在何处"),
            "resource/desk", List.of("Why it is here", "为什么在这里"),
            "change", List.of("Configuration", "配置"),
            "transitions", List.of("Transition 1", "转换 1"),
            "fencing", List.of("Who can fence whom", "谁能隔离谁"),
            "history", List.of("Changes", "历史"));

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension();

    private static Browser browser;
    private Visitor visitor;
    private final LoopbackCluster cluster = LOOPBACK.cluster();

    @BeforeAll
    static void start() throws IOException {
        if (System.getenv("CI") == null) {
            assumeTrue(Browser.isInstalled(), "packages chromium and chromium-driver are not installed");
        }
        browser = Browser.start(Harness.home().resolve(Path.of("multi-jvm-tests", "target", "pages")));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void configure() throws IOException {
        var drill = new Drill(cluster);
        drill.baseline();
        drill.awaitAllRunning("with the configuration of the drill", LoopbackCluster.NAMES);
        browser.widen(1280);
        browser.dark(false);
        visitor = new Visitor(browser, cluster);
        visitor.signIn(NODE);
    }

    /** Else the tests below would pass with a check that finds nothing. */
    @Test
    @Order(0)
    void theCheckForBarriersFindsOne() throws IOException {
        browser.run("document.querySelector('main').append(document.createElement('input'))");

        assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("label"));
    }

    @Test
    @Order(0)
    void whatThePagesConcludeHoldsInStatesThatNoTestClusterGetsInto() throws IOException {
        var checks = Files.readString(Harness.home().resolve("multi-jvm-tests/src/test/pages/core-checks.js"));

        var answer = browser.runAsync(checks);

        assertThat(answer.subList(1, answer.size())).isEmpty();
        assertThat(Integer.parseInt(answer.get(0))).as("checks").isGreaterThan(20);
    }

    @Test
    @Order(1)
    void everyPageShowsTheClusterInBothLanguagesAndColoursForEverybody() throws IOException {
        visitor.judgeOverview();

        for (var page : PAGES.entrySet()) {
            var name = page.getKey().replace('/', '-');
            browser.run("document.getElementById('language').value = 'en'; "
                    + "document.getElementById('language').dispatchEvent(new Event('change', { bubbles: true }))");
            browser.turnTo("#/" + page.getKey());
            browser.awaitText(page.getValue().get(0));
            browser.awaitLoaded("Loading …");
            assertThat(browser.barriers()).as("barriers on " + name).isEmpty();
            browser.picture(name);

            browser.dark(true);
            assertThat(browser.barriers()).as("barriers on dark " + name).isEmpty();
            browser.picture(name + "-dark");
            browser.dark(false);

            browser.run("document.getElementById('language').value = 'zh-CN'; "
                    + "document.getElementById('language').dispatchEvent(new Event('change', { bubbles: true }))");
            browser.awaitText(page.getValue().get(1));
            browser.widen(360);
            assertThat(browser.isTooWide())
                    .as(name + " is wider than 360 pixels")
                    .isFalse();
            browser.picture(name + "-small-zh");
            browser.widen(1280);
        }
        assertThat(browser.complaints()).as("complaints of the browser").isEmpty();
    }

    @Test
    @Order(2)
    void whatIsKnownOfAResourceIsWhatTheNodeKnows() {
        browser.turnTo("#/resource/desk");
        browser.awaitText("office-prefers");
        browser.awaitText("Shared directory");

        var home = visitor.home();

        assertThat(browser.text()).contains("primitive desk ocf:drill:Worker", "✔ " + home + ": chosen", "desk start");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void aResourceIsMovedByClickingAndThePageFollowsByItself() throws IOException {
        var home = visitor.home();
        var target = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(home))
                .findFirst()
                .orElseThrow();
        browser.run("window.untouched = true");
        visitor.ask("desk", "Move …");
        visitor.choose("deed-node", target);
        browser.awaitText("move desk");
        assertThat(browser.barriers()).isEmpty();
        browser.picture("move");
        assertThat(cluster.agents().events().stream()
                        .filter(event -> event.node().equals(target)
                                && event.resource().equals("desk")
                                && event.succeeded("start")))
                .isEmpty();

        browser.run("document.getElementById('deed-reason').focus()");
        browser.press("a new disk in " + home);
        browser.click("dialog button.primary", "Move");
        browser.awaitText("Done.");
        browser.click("dialog button", "Close");

        Await.until(
                "the page shows desk on " + target,
                DEADLINE,
                () -> visitor.cell("desk", target).contains("running"),
                browser::text);
        var seen = AgentLog.now();
        var started = cluster.agents().events().stream()
                .filter(event ->
                        event.node().equals(target) && event.resource().equals("desk") && event.succeeded("start"))
                .mapToLong(AgentEvent::nanos)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the agents know nothing of it\n" + cluster.story()));
        System.out.println(
                "WebIT: the page showed the start " + (seen - started) / 1_000_000 + " ms after the agent had done it");
        assertThat(browser.run("return window.untouched")).as("no reload").isEqualTo(true);
        browser.turnTo("#/history");
        browser.awaitText("a new disk in " + home);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(4)
    void aTextIsChangedWithItsFaultsShownAndItsConsequencesBeforeItIsMade() {
        browser.turnTo("#/change");
        browser.find("#draft").sendKeys(Keys.chord(Keys.CONTROL, Keys.END), "\nlocation away desk nonsense\n");
        browser.click("button", "Show what would happen");
        browser.awaitText("Go to line");

        browser.find("#draft").sendKeys(Keys.chord(Keys.CONTROL, Keys.END));
        for (int i = 0; i < "location away desk nonsense\n".length(); i++) {
            browser.press(Keys.BACK_SPACE);
        }
        browser.press("property cluster-name=paged\n");
        browser.click("button", "Show what would happen");
        browser.awaitText("Nothing would be started, stopped or moved.");
        browser.click("button", "Make this change");
        browser.awaitText("Done.");

        assertThat(cluster.cli(NODE, "property", "get", "cluster-name").out()).isEqualTo("paged\n");
        assertThat(browser.complaints()).allMatch(line -> line.contains("422"));
    }

    @Test
    @Order(5)
    void thePastIsReplayedStepByStep() throws IOException {
        browser.turnTo("#/transitions");
        browser.withText("ol.timeline a", "Transition 1").click();
        browser.awaitText("Before the first of");
        browser.click("button", "End");
        browser.awaitText("Step ");
        assertThat(browser.has("svg .box.now")).isTrue();
        assertThat(browser.barriers()).isEmpty();
        browser.picture("replay");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(6)
    void theKeyboardReachesAllAndShowsWhereItIs() {
        browser.run("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')");
        browser.press(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Skip to the content");
        assertThat(browser.focusIsSeen()).isTrue();
        browser.press(Keys.ENTER);
        browser.tabTo("the actions of a node", () -> browser.focused().startsWith("Actions"));
        browser.press(Keys.ENTER);
        browser.tabTo("standby", () -> browser.focused().equals("Standby …"));
        browser.press(Keys.ENTER);
        browser.awaitText("Put n1 into standby?");
        browser.press(Keys.ESCAPE);
        Await.until("the dialog is closed", DEADLINE, () -> !browser.has("dialog[open]"));
        browser.press("4");
        browser.awaitText("Who can fence whom");
        browser.press("?");
        browser.awaitText("ask the node again now");
        browser.press(Keys.ESCAPE);
    }

    @Test
    @Order(7)
    void aBanWithAnEndIsMadeAndTakenBackAndAFailureIsForgotten() throws IOException {
        var home = visitor.home();
        visitor.ask("desk", "Ban from a node …");
        visitor.choose("deed-lifetime", "PT1H");
        browser.awaitText("move desk");
        visitor.look("ban");
        visitor.carryOut("the rack is hot", "Ban from a node");
        visitor.awaitElsewhere(home);
        assertThat(cluster.cli(NODE, "configure", "show").out())
                .containsPattern("(?s)location cli-ban-office-on-" + home + " office .{1,200} date lt");

        visitor.ask("desk", "Take back moves and bans …");
        visitor.carryOut("the rack is cool", "Take back moves and bans");
        assertThat(cluster.cli(NODE, "configure", "show").out()).doesNotContain("cli-ban-office");

        var now = visitor.home();
        var process = Files.readString(cluster.directory().resolve("run/" + now + "/phone.pid"))
                .strip();
        Command.run(List.of("kill", "-9", process));
        browser.awaitText("phone: 1s-interval monitor failed on " + now);
        visitor.look("failure");
        browser.click(".problem button", "Clean up …");
        visitor.carryOut("seen", "Clean up");
        Await.until(
                "the failure is forgotten",
                DEADLINE,
                () -> !browser.text().contains("phone: 1s-interval monitor failed"),
                browser::text);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(8)
    void aChangeOfThePastIsTakenBack() throws IOException {
        cluster.cli(NODE, "property", "set", "batch-limit=7");
        assertThat(cluster.cli(NODE, "property", "get", "batch-limit").out()).isEqualTo("7\n");
        browser.turnTo("#/history");
        browser.awaitText("batch-limit");
        browser.awaitText("Who asked for what");
        visitor.look("history-audit");
        browser.find("table tbody th a").click();
        browser.awaitText("The change to version");
        browser.click("button", "Go back to before this change …");
        browser.awaitText("Nothing would be started, stopped or moved.");
        visitor.look("revert");
        browser.click("dialog button.primary", "Go back to version");
        browser.awaitText("Done.");
        browser.click("dialog button", "Close");

        assertThat(cluster.cli(NODE, "property", "get", "batch-limit").out()).doesNotContain("7");
        browser.turnTo("#/history");
        browser.awaitText("back to version");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(9)
    void aViewerSeesAllAndIsToldWhyNothingCanBePressed() throws IOException {
        new RoleVisits(browser, cluster, visitor).viewer();
    }

    @Test
    @Order(10)
    void anOperatorPutsNodesAsideAndConfiguresNothing() throws IOException {
        new RoleVisits(browser, cluster, visitor).operator();
    }

    @Test
    @Order(11)
    void eightNodesAreReadableOnALargeAndASmallScreen() throws IOException {
        browser.run(Files.readString(Harness.home().resolve("multi-jvm-tests/src/test/pages/eight-nodes.js")));
        browser.press("r");
        browser.awaitText("storage-08");
        visitor.look("eight-nodes");
    }

    @Test
    @Order(12)
    void aNodeThatNoDeviceCanFenceIsConfirmedByAPersonWhoHasToSaySo() throws IOException {
        var home = visitor.home();
        var victim = List.of("n3", "n2").stream()
                .filter(name -> !name.equals(home))
                .findFirst()
                .orElseThrow();
        Files.createFile(cluster.directory().resolve("fence.fail"));
        cluster.agents().fault(victim, "killed");
        Command.run(List.of(
                cluster.directory().resolve("kill-marked").toString(),
                "SYSTOLE_DRILL=" + cluster.run() + "-" + victim));

        browser.awaitText("Node " + victim + " is lost, and not proven dead");
        browser.awaitText("Its fencing failed");
        browser.picture("overview-unclean");
        browser.click("main a.button", "Open fencing");
        browser.click("button", "Confirm that " + victim + " is off");
        var agreed = browser.withText("dialog button.danger", "take over");
        assertThat(agreed.isEnabled()).as("not before it was said").isFalse();
        assertThat(browser.barriers()).isEmpty();
        browser.picture("confirm");
        browser.find("dialog input[type=checkbox]").click();
        browser.find("#confirm-name").sendKeys("n1");
        assertThat(agreed.isEnabled()).as("another name is typed").isFalse();
        browser.find("#confirm-name").sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, victim);
        agreed.click();

        browser.awaitText("No node waits for fencing.");
        assertThat(cluster.at(NODE).statusText()).contains("OFFLINE: [ " + victim + " ]");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(13)
    void aNodeThatIsGoneIsSaidLoudlyAndAnotherTellsWhatBecomesOfIt() throws IOException {
        cluster.agents().fault(NODE, "killed");
        cluster.node(NODE).sigkill();

        browser.awaitText("Connection lost");
        assertThat(browser.text()).containsPattern("What is shown is .* old");
        assertThat(browser.run("return [...document.querySelectorAll('.menu button')].every((each) => each.disabled)"))
                .as("nothing can be done on a state that is past")
                .isEqualTo(true);
        assertThat(browser.text()).contains("not known now").doesNotContain("all is well", "All is well");
        browser.picture("lost");

        var door = Management.Door.of(cluster.config().run("n2"));
        browser.open(door.url() + "/ui/");
        browser.find("#token").sendKeys(door.token(), Keys.ENTER);
        Await.until(
                "the page of n2 says that n1 is lost or off",
                DEADLINE,
                () -> browser.text().contains("Node n1 is lost")
                        || browser.text().contains("Node n1 is off"),
                browser::text);
        browser.picture("overview-node-lost");

        browser.turnTo("#/history");
        browser.awaitText("Requests that it alone knows of are missing here.");
        assertThat(browser.text())
                .as("what n1 was asked before is known to the others")
                .contains("POST /v1/resource/office/ban");
        visitor.look("history-node-lost");
    }
}
