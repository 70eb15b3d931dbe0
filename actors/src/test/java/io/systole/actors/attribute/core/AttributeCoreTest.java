package io.systole.actors.attribute.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.attribute.core.AttributeWish.Kind;
import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The dampening of attributes, in virtual time: what is told to the cluster, and when. */
final class AttributeCoreTest implements AttributeEffect.Port {
    private static final NodeName N1 = new NodeName("n1");
    private static final AttributeKey PINGD = new AttributeKey(N1, "pingd");

    private final List<String> told = new ArrayList<>();
    private final SortedMap<AttributeKey, Long> timers = new TreeMap<>();
    private AttributeState state = AttributeState.none();
    private @Nullable String inCib;
    private long now;

    @Test
    void withoutADelayAChangeIsToldAtOnce() {
        set("1", null);
        set("2", Duration.ZERO);

        assertThat(told).containsExactly("0: pingd=1", "0: pingd=2");
    }

    @Test
    void changesWithinTheDelayAreToldAsOneWhenItIsOver() {
        set("1", Duration.ofSeconds(5));
        pass(2000);
        set("2", null);
        pass(2999);
        set("3", null);
        pass(1);

        assertThat(told).containsExactly("5000: pingd=3");
        pass(20_000);
        assertThat(told).hasSize(1);
    }

    @Test
    void aStreamOfChangesIsToldOnceADelay() {
        for (int i = 0; i < 300; i++) {
            set(Integer.toString(i), Duration.ofSeconds(1));
            pass(10);
        }

        assertThat(told).hasSizeBetween(2, 3);
    }

    @Test
    void theFirstUpdateThatGivesADelaySetsItAndLaterOnesLeaveIt() {
        set("1", Duration.ofSeconds(5));
        pass(5000);
        set("2", Duration.ofMillis(1));
        pass(4999);
        assertThat(told).hasSize(1);

        pass(1);
        assertThat(told).containsExactly("5000: pingd=1", "10000: pingd=2");
    }

    @Test
    void anotherDelayIsToldAtOnceAndTheSameOneIsNot() {
        set("1", Duration.ofSeconds(5));
        wish(Kind.SET_DELAY, null, Duration.ofSeconds(9));
        assertThat(told).containsExactly("0: pingd=1");
        pass(60_000);

        wish(Kind.SET_BOTH, "2", Duration.ofSeconds(9));
        pass(8999);
        assertThat(told).hasSize(1);
        pass(1);
        wish(Kind.SET_BOTH, "3", Duration.ofSeconds(1));

        assertThat(told).containsExactly("0: pingd=1", "69000: pingd=2", "69000: pingd=3");
    }

    @Test
    void whatIsTakenAwayIsDampenedLikeAChange() {
        set("1", Duration.ofSeconds(5));
        pass(5000);
        wish(Kind.DELETE, null, null);
        assertThat(told).hasSize(1);
        pass(5000);

        assertThat(told).containsExactly("5000: pingd=1", "10000: pingd=null");
    }

    @Test
    void aPrivateAttributeIsToldToNobody() {
        wish(new AttributeWish(Kind.SET, "1", null, true));
        wish(new AttributeWish(Kind.SET, "value++", null, false));
        step(new AttributeEvent.RefreshWished(N1));

        assertThat(told).isEmpty();
        assertThat(value()).isEqualTo("2");
    }

    @Test
    void anAttributeThatIsInTheCibDoesNotBecomePrivate() {
        inCib = "1";
        wish(new AttributeWish(Kind.SET, "2", null, true));

        assertThat(told).containsExactly("0: pingd=2");
    }

    @Test
    void aRefreshTellsWhatWaits() {
        set("1", Duration.ofSeconds(5));
        step(new AttributeEvent.RefreshWished(N1));
        pass(10_000);

        assertThat(told).containsExactly("0: pingd=1");
    }

    @Test
    void valuesCountFromTheNewestOneToldOrNot() {
        inCib = "4";
        set("++", Duration.ofSeconds(5));
        set("value+=10", null);
        set("pingd++", null);
        set("other++", null);
        pass(5000);
        assertThat(told).containsExactly("5000: pingd=other++");

        assertThat(Counting.value("n", "n+=5", "999999")).isEqualTo("1000000");
        assertThat(Counting.value("n", "+=-2", "-INFINITY")).isEqualTo("-1000000");
        assertThat(Counting.value("n", "++", "red")).isEqualTo("1");
    }

    @Test
    void countsAtOnceOneAfterTheOtherAreNotLost() {
        set("++", null);
        set("++", null);
        set("++", null);

        assertThat(told).endsWith("0: pingd=3");
    }

    @Test
    void whatOthersChangedInTheCibCounts() {
        set("7", null);
        see("6");
        assertThat(value()).as("its own word is on its way").isEqualTo("7");
        see("7");
        see("20");
        inCib = "20";

        set("++", null);

        assertThat(told).endsWith("0: pingd=21");
    }

    @Test
    void aNodeThatSomebodyElseSpeaksForIsForgotten() {
        set("7", Duration.ofSeconds(5));
        step(new AttributeEvent.CibSeen(new TreeMap<>(), new TreeSet<>()));
        pass(10_000);

        assertThat(told).isEmpty();
        assertThat(state.held()).isEmpty();
    }

    @Test
    void theDelayOfAnAttributeThatIsNotThereIsRefused() {
        var wished = new AttributeEvent.Wished(
                PINGD, new AttributeWish(Kind.SET_DELAY, null, Duration.ofSeconds(1), false), null);

        assertThat(AttributeCore.refusal(state, wished)).contains("has no attribute pingd");
    }

    private void see(String value) {
        step(new AttributeEvent.CibSeen(new TreeMap<>(Map.of(PINGD, value)), new TreeSet<>(Set.of(N1))));
    }

    private @Nullable String value() {
        return AttributeCore.value(state.held().get(PINGD), inCib);
    }

    private void set(String value, @Nullable Duration delay) {
        wish(Kind.SET, value, delay);
    }

    private void wish(Kind kind, @Nullable String value, @Nullable Duration delay) {
        wish(new AttributeWish(kind, value, delay, false));
    }

    private void wish(AttributeWish wish) {
        step(new AttributeEvent.Wished(PINGD, wish, inCib));
    }

    private void pass(long millis) {
        long end = now + millis;
        for (AttributeKey due : List.copyOf(timers.keySet())) {
            Long at = timers.get(due);
            if (at != null && at <= end) {
                now = at;
                timers.remove(due);
                step(new AttributeEvent.DelayPassed(due));
            }
        }
        now = end;
    }

    private void step(AttributeEvent event) {
        var step = AttributeCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    @Override
    public void tell(AttributeKey key, @Nullable String value) {
        told.add(now + ": " + key.name() + "=" + value);
    }

    @Override
    public void startDelay(AttributeKey key, Duration length) {
        timers.put(key, now + length.toMillis());
    }

    @Override
    public void stopDelay(AttributeKey key) {
        timers.remove(key);
    }
}
