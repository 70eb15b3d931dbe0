package io.systole.cib.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.TicketState;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.cib.edit.TicketEdits.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps are those that were tried with crm_ticket 2.1.5 on a file. */
class TicketEditsTest {
    private static final Instant THEN = Instant.ofEpochSecond(1_000);
    private static final Instant LATER = Instant.ofEpochSecond(2_000);

    private static List<TicketState> changed(List<TicketState> before, TicketEdit edit, Instant at) {
        Result result = TicketEdits.apply(before, edit, at);
        assertThat(result).isInstanceOf(Result.Changed.class);
        return ((Result.Changed) result).tickets();
    }

    private static String refused(List<TicketState> before, TicketEdit edit) {
        Result result = TicketEdits.apply(before, edit, THEN);
        assertThat(result).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) result).fault().toString();
    }

    private static TicketEdit set(String name, @Nullable String value, boolean forced) {
        return new TicketEdit(Kind.SET_ATTRIBUTE, "T", name, value, forced);
    }

    private static TicketEdit delete(String name, boolean forced) {
        return new TicketEdit(Kind.DELETE_ATTRIBUTE, "T", name, null, forced);
    }

    private static TicketState ticket(
            @Nullable String granted, @Nullable String lastGranted, @Nullable String standby) {
        return new TicketState("T", granted, lastGranted, standby, new TreeMap<>());
    }

    @Test
    void aGrantIsStampedWhenTheTicketWasNotGrantedBefore() {
        var granted = changed(List.of(), TicketEdit.of(Kind.GRANT, "T", true), THEN);
        var again = changed(granted, TicketEdit.of(Kind.GRANT, "T", true), LATER);
        var revoked = changed(again, TicketEdit.of(Kind.REVOKE, "T", true), LATER);
        var anew = changed(revoked, set("granted", "true", true), LATER);

        assertThat(granted).containsExactly(ticket("true", "1000", null));
        assertThat(again).isEqualTo(granted);
        assertThat(revoked).containsExactly(ticket("false", "1000", null));
        assertThat(anew).containsExactly(ticket("true", "2000", null));
    }

    @Test
    void standbyIsSetAlsoOfATicketThatNobodyKnew() {
        var standby = changed(List.of(), TicketEdit.of(Kind.STANDBY, "T", false), THEN);
        var active = changed(standby, TicketEdit.of(Kind.ACTIVATE, "T", false), THEN);

        assertThat(standby).containsExactly(ticket(null, null, "true"));
        assertThat(active).containsExactly(ticket(null, null, "false"));
    }

    @Test
    void whatGivesOrTakesATicketHasToBeForced() {
        var granted = List.of(ticket("true", "1", null));

        assertThat(refused(List.of(), TicketEdit.of(Kind.GRANT, "T", false))).contains("granted nowhere else");
        assertThat(refused(granted, set("granted", "true", false))).contains("granted nowhere else");
        assertThat(refused(granted, TicketEdit.of(Kind.REVOKE, "T", false)))
                .contains("loss-policy", "ticket standby T");
        assertThat(refused(granted, set("granted", "false", false))).contains("loss-policy");
        assertThat(refused(granted, delete("granted", false))).contains("loss-policy");
        assertThat(refused(granted, TicketEdit.of(Kind.CLEANUP, "T", false))).contains("loss-policy");
        assertThat(changed(List.of(ticket("false", "1", null)), TicketEdit.of(Kind.CLEANUP, "T", false), THEN))
                .isEmpty();
        assertThat(changed(granted, TicketEdit.of(Kind.CLEANUP, "T", true), THEN))
                .isEmpty();
    }

    @Test
    void otherAttributesAreKept() {
        var owned = changed(List.of(ticket("true", "1", null)), set("owner", "site-a", false), THEN);
        var left = changed(owned, delete("owner", false), THEN);

        assertThat(owned.get(0).others()).isEqualTo(Map.of("owner", "site-a"));
        assertThat(left).containsExactly(ticket("true", "1", null));
        assertThat(changed(List.of(), delete("owner", false), THEN)).isEmpty();
    }

    @Test
    void theOtherTicketsStayWhereTheyAre() {
        var other = new TicketState("U", "true", null, null, new TreeMap<>());

        assertThat(changed(List.of(ticket(null, null, null), other), TicketEdit.of(Kind.GRANT, "T", true), THEN))
                .containsExactly(ticket("true", "1000", null), other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a'b", "a\"b", "a b", "-a", "a/b", "a]"})
    void namesThatNoPathCanHoldAreRefused(String name) {
        assertThat(refused(List.of(), TicketEdit.of(Kind.GRANT, name, true))).contains("letters, digits");
        assertThat(refused(List.of(), set(name, "x", true))).contains("letters, digits");
    }

    @Test
    void whatIsNotThereCannotBeForgotten() {
        assertThat(refused(List.of(), TicketEdit.of(Kind.CLEANUP, "T", true))).contains("something is known");
        assertThat(refused(List.of(), set("owner", null, true))).contains("a value");
        assertThat(refused(List.of(), set("id", "x", true))).contains("not id");
    }

    @Test
    void afterARestartOfAllAGrantedTicketWaitsUnlessItIsToBeKept() {
        var kept = new TicketState("K", "true", "1", null, new TreeMap<>(Map.of("after-restart", "keep")));
        var revoked = new TicketState("R", "false", "1", null, new TreeMap<>());

        assertThat(TicketEdits.afterRestart(List.of(ticket("true", "1", "false"), kept, revoked)))
                .containsExactly(ticket("true", "1", "true"), kept, revoked);
    }
}
