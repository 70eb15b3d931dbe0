package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.Keys;

/** What users with roles do at the web pages, and what they are not let do. */
final class RoleVisits {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Browser browser;
    private final LoopbackCluster cluster;
    private final Visitor visitor;

    RoleVisits(Browser browser, LoopbackCluster cluster, Visitor visitor) {
        this.browser = browser;
        this.cluster = cluster;
        this.visitor = visitor;
    }

    /** Sees everything, is told why nothing can be pressed, and is refused with words when it is pressed all the same. */
    void viewer() throws IOException {
        visitor.signIn("n1", visitor.token("vera", "viewer"));
        browser.awaitText("as vera (viewer)");
        visitor.openMenu("n2");
        browser.awaitText("is not allowed to you, vera (viewer)");
        visitor.look("viewer");
        assertThat(visitor.isOff(".menu button", "…")).isTrue();
        for (var page : List.of("resource/desk", "fencing")) {
            browser.turnTo("#/" + page);
            browser.awaitText("is not allowed to you, vera (viewer)");
            assertThat(visitor.isOff("main button", " …")).as(page).isTrue();
        }
        visitor.look("viewer-fencing");
        assertThat(visitor.isOff("main button", "Check all devices now")).isTrue();
        assertThat(browser.complaints()).isEmpty();

        browser.turnTo("#/overview");
        browser.find(".matrix");
        visitor.force("summary[aria-label='Actions for n2'] + div button", "Standby …");
        browser.withText("dialog button.primary", "Standby").click();
        browser.awaitText("It was refused, and nothing was changed:");
        visitor.look("refused");
        assertThat(browser.text()).contains("vera");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("403"));
        assertThat(cluster.at("n1").statusText()).doesNotContain("standby");
    }

    /** Puts a node into maintenance and standby and back, and changes no configuration. */
    void operator() throws IOException {
        visitor.signIn("n1", visitor.token("otto", "operator"));
        browser.awaitText("as otto (operator)");
        var home = visitor.home();
        visitor.ask(home, "Maintenance …");
        visitor.carryOut("new firmware", "Maintenance");
        browser.awaitText("Node " + home + " is in maintenance");
        visitor.look("maintenance");
        browser.click(".problem button", "Bring online …");
        visitor.carryOut("done", "Bring online");
        Await.until("it is online", DEADLINE, () -> !browser.text().contains("is in maintenance"), browser::text);
        assertThat(visitor.home()).as("nothing moved").isEqualTo(home);

        visitor.ask(home, "Standby …");
        browser.awaitText("move desk");
        visitor.carryOut("a new disk", "Standby");
        visitor.awaitElsewhere(home);
        browser.awaitText("Node " + home + " is in standby");
        visitor.look("standby");
        browser.click(".problem button", "Bring online …");
        visitor.carryOut("done", "Bring online");
        Await.until("it is online", DEADLINE, () -> !browser.text().contains("is in standby"), browser::text);

        browser.turnTo("#/change");
        browser.find("#draft").sendKeys(Keys.chord(Keys.CONTROL, Keys.END), "\nproperty batch-limit=9\n");
        browser.click("button", "Show what would happen");
        browser.awaitText("is not allowed to you, otto (operator)");
        visitor.look("operator-change");
        assertThat(visitor.isOff("button", "Make this change")).isTrue();
        visitor.force("button", "Make this change");
        browser.awaitText("It was refused, and nothing was changed:");
        assertThat(browser.text()).contains("otto");
    }
}
