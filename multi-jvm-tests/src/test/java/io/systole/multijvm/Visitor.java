package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.Keys;

/** A person at the web pages of a cluster: signs in, finds actions, asks for them, and looks at what is shown. */
final class Visitor {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Browser browser;
    private final LoopbackCluster cluster;

    Visitor(Browser browser, LoopbackCluster cluster) {
        this.browser = browser;
        this.cluster = cluster;
    }

    /** As the superuser of a node. */
    void signIn(String node) throws IOException {
        signIn(node, Management.Door.of(cluster.config().run(node)).token());
    }

    /** As a person does who has no mouse. */
    void signIn(String node, String token) throws IOException {
        browser.open(Management.Door.of(cluster.config().run(node)).url() + "/");
        browser.run(
                "sessionStorage.clear(); localStorage.clear(); location.replace('/ui/#/overview'); location.reload()");
        browser.find("#token");
        browser.tabTo("the token's field", () -> browser.focused().equals("token"));
        browser.press(token);
        browser.press(Keys.ENTER);
        browser.find(".connection.live");
        browser.complaints();
    }

    /** What the overview says of a resource on a node. */
    String cell(String resource, String node) {
        return String.valueOf(browser.run("""
                const row = [...document.querySelectorAll(".matrix tbody tr")]
                    .find((each) => each.querySelector("a").textContent === arguments[0]);
                return row?.querySelector(`td[data-label="${arguments[1]}"]`)?.textContent ?? "";
                """, resource, node));
    }

    /** What the overview says of a resource, by the log of the agents. */
    void judgeOverview() {
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

    /** Opens the menu of a resource or node, on the overview. */
    void openMenu(String of) {
        browser.find("summary[aria-label='Actions for " + of + "']").click();
    }

    /** Opens the dialog of an action by its menu, on the overview. */
    void ask(String of, String deed) {
        openMenu(of);
        browser.click(".menu[open] button", deed);
        browser.find("dialog[open]");
    }

    /** Chooses in a field of choices. */
    void choose(String field, String value) {
        browser.run(
                "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
                        + " s.dispatchEvent(new Event('change', { bubbles: true }))",
                field,
                value);
    }

    /** Has done what the open dialog asks about, with a reason, and closes it. */
    void carryOut(String reason, String button) {
        browser.awaitLoaded("Loading …");
        browser.run("document.getElementById('deed-reason').focus()");
        browser.press(reason);
        browser.click("dialog .buttons button:not(.quiet)", button);
        browser.awaitText("Done.");
        browser.click("dialog button", "Close");
        Await.until("the dialog is closed", DEADLINE, () -> !browser.has("dialog[open]"));
    }

    /** Pictures by day and night and on a small screen; nothing may be a barrier or be wider than the screen. */
    void look(String name) throws IOException {
        browser.awaitLoaded("Loading …");
        for (int width : List.of(1280, 360)) {
            for (boolean dark : List.of(false, true)) {
                browser.widen(width);
                browser.dark(dark);
                assertThat(browser.barriers())
                        .as("barriers on " + name + " at " + width + (dark ? ", dark" : ""))
                        .isEmpty();
                assertThat(browser.isTooWide())
                        .as(name + " is wider than " + width)
                        .isFalse();
                browser.picture(name + (width == 360 ? "-small" : "") + (dark ? "-dark" : ""));
            }
        }
        browser.widen(1280);
        browser.dark(false);
    }

    /** Presses a button although it is switched off, as one does who edits the page. */
    void force(String css, String text) {
        browser.run("""
                const button = [...document.querySelectorAll(arguments[0])]
                    .find((each) => each.textContent.includes(arguments[1]));
                button.disabled = false;
                button.click();
                """, css, text);
    }

    /** Whether each button with that text is switched off; there has to be one. */
    boolean isOff(String css, String text) {
        return Boolean.TRUE.equals(browser.run("""
                const all = [...document.querySelectorAll(arguments[0])]
                    .filter((each) => each.textContent.includes(arguments[1]));
                return all.length > 0 && all.every((each) => each.disabled);
                """, css, text));
    }

    /** Where desk runs, by the log of the agents. */
    String home() {
        return SafetyRules.replay(cluster.agents().events()).nodesOf("desk").get(0);
    }

    /** Waits until the overview shows desk on another node. */
    void awaitElsewhere(String node) {
        Await.until(
                "the page shows desk on another node than " + node,
                DEADLINE,
                () -> LoopbackCluster.NAMES.stream()
                        .filter(name -> !name.equals(node))
                        .anyMatch(name -> cell("desk", name).contains("running")),
                browser::text);
    }

    /** Of a new user with a role; access control lists are on from then on. */
    String token(String user, String role) {
        var answer = cluster.cli("n1", "access", "grant", user, "--role", role, "--enable-acl");
        assertThat(answer.ok()).as(answer.text()).isTrue();
        return answer.out().strip();
    }
}
