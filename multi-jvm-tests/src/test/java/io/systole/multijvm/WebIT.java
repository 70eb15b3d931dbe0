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
        signIn();
    }

    /** As a person does who has no mouse. */
    private void signIn() throws IOException {
        var door = Management.Door.of(cluster.config().run(NODE));
        browser.open(door.url() + "/");
        browser.run(
                "sessionStorage.clear(); localStorage.clear(); location.replace('/ui/#/overview'); location.reload()");
        browser.find("#token");
        browser.tabTo("the token's field", () -> browser.focused().equals("token"));
        browser.press(door.token());
        browser.press(Keys.ENTER);
        browser.find(".connection.live");
        browser.complaints();
    }

    private String cell(String resource, String node) {
        return String.valueOf(browser.run("""
                const row = [...document.querySelectorAll(".matrix tbody tr")]
                    .find((each) => each.querySelector("a").textContent === arguments[0]);
                return row?.querySelector(`td[data-label="${arguments[1]}"]`)?.textContent ?? "";
                """, resource, node));
    }

    /** What the overview says of a resource of the group, by the log of the agents. */
    private void judgeOverview() {
        var rules = SafetyRules.replay(cluster.agents().events());
        for (var node : LoopbackCluster.NAMES) {
            assertThat(cell("desk", node).contains("running"))
                    .as("desk on " + node)
                    .isEqualTo(rules.nodesOf("desk").contains(node));
            assertThat(cell("roles-clone", node).contains("★ promoted"))
                    .as("roles promoted on " + node)
                    .isEqualTo(rules.promotedNodesOf("roles").contains(node));
            assertThat(cell("roles-clone", node)).as("roles on " + node).containsPattern("promoted");
        }
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
        judgeOverview();

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

        var home = SafetyRules.replay(cluster.agents().events()).nodesOf("desk").get(0);

        assertThat(browser.text()).contains("primitive desk ocf:drill:Worker", "✔ " + home + ": chosen", "desk start");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void aResourceIsMovedByClickingAndThePageFollowsByItself() throws IOException {
        var home = SafetyRules.replay(cluster.agents().events()).nodesOf("desk").get(0);
        var target = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(home))
                .findFirst()
                .orElseThrow();
        browser.run("window.untouched = true");
        browser.find("summary[aria-label='Actions for desk']").click();
        browser.click(".menu[open] button", "Move …");
        browser.run(
                "const s = document.getElementById('deed-node'); s.value = arguments[0];"
                        + " s.dispatchEvent(new Event('change', { bubbles: true }))",
                target);
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
                () -> cell("desk", target).contains("running"),
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
    void aNodeThatNoDeviceCanFenceIsConfirmedByAPersonWhoHasToSaySo() throws IOException {
        var home = SafetyRules.replay(cluster.agents().events()).nodesOf("desk").get(0);
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
    @Order(8)
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
    }
}
