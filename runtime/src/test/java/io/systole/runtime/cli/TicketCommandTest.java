package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets; nobody sits at a terminal here. */
@SuppressWarnings("NullAway.Init")
class TicketCommandTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        node.answers("GET /v1/tickets", "T: revoked\n");
        node.answers("POST /v1/tickets/T/", "ticket T is changed (CIB version 0.10.0)\n");
        node.answers("DELETE /v1/tickets/T/", "gone (CIB version 0.11.0)\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void forcesOnlyWhereThatIsSaid() {
        node.run("ticket", "grant", "T");
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/grant");

        assertThat(node.run("ticket", "grant", "T", "--force", "--reason", "site b is off", "--request", "g-1"))
                .isZero();
        assertThat(node.asked)
                .last()
                .isEqualTo("POST /v1/tickets/T/grant?force=true&reason=site%20b%20is%20off as g-1");

        node.run("ticket", "revoke", "-f", "T");
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/revoke?force=true");
        node.run("ticket", "cleanup", "T");
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/cleanup");
    }

    @Test
    void standbyAndItsEndNeedNoForce() {
        assertThat(node.run("ticket", "standby", "T")).isZero();
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/standby");
        assertThat(node.run("ticket", "activate", "T")).isZero();
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/activate");
        assertThat(node.out()).contains("0.10.0");
    }

    @Test
    void attributesAreReadSetAndTakenAway() {
        assertThat(node.run("ticket", "attribute", "get", "T", "owner")).isZero();
        assertThat(node.asked).last().isEqualTo("GET /v1/tickets/T/attributes/owner");
        assertThat(node.run("ticket", "attribute", "set", "T", "owner", "site a"))
                .isZero();
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/attributes/owner?value=site%20a");
        assertThat(node.run("ticket", "attribute", "set", "T", "granted", "true", "--force"))
                .isZero();
        assertThat(node.asked).last().isEqualTo("POST /v1/tickets/T/attributes/granted?force=true&value=true");
        assertThat(node.run("ticket", "attribute", "delete", "T", "owner", "--request", "d"))
                .isZero();
        assertThat(node.asked).last().isEqualTo("DELETE /v1/tickets/T/attributes/owner as d");
    }

    @Test
    void listsAndShows() {
        assertThat(node.run("ticket", "list")).isZero();
        assertThat(node.out()).isEqualTo("T: revoked\n");
        assertThat(node.run("ticket", "show", "T", "--json")).isZero();
        assertThat(node.asked).last().isEqualTo("GET /v1/tickets/T");
        assertThat(node.run("ticket")).isEqualTo(2);
    }
}
