package io.systole.actors.remote.core;

import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.TransitionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Operations and their results as words. */
public final class OperationWords {
    private OperationWords() {}

    public static List<String> of(OperationOrder order) {
        var words = new Words.Writer();
        write(words, order);
        return words.done();
    }

    static void write(Words.Writer words, OperationOrder order) {
        words.text(order.transitionKey().toString())
                .text(order.resource())
                .perhaps(order.longId())
                .text(order.agentClass())
                .perhaps(order.provider())
                .text(order.type())
                .text(order.operation())
                .text(order.operationKey())
                .number(order.intervalMs())
                .text(order.startFailure())
                .pairs(order.attributes());
    }

    public static OperationOrder order(List<String> words) {
        return order(new Words.Reader(words));
    }

    static OperationOrder order(Words.Reader words) {
        String key = words.text();
        return new OperationOrder(
                TransitionKey.parse(key).orElseThrow(() -> new IllegalArgumentException("transition key " + key)),
                words.text(),
                words.perhaps(),
                words.text(),
                words.perhaps(),
                words.text(),
                words.text(),
                words.text(),
                words.number(),
                words.text(),
                words.pairs());
    }

    public static List<String> of(Ran ran) {
        OperationResult result = ran.result();
        var words = new Words.Writer()
                .number(result.rc())
                .number(result.opStatus())
                .text(result.exitReason())
                .number(result.started().toEpochMilli())
                .number(result.took().toMillis())
                .number(result.attributes().size());
        result.attributes().forEach(wish -> words.text(wish.name()).perhaps(wish.value()));
        AgentTraits traits = ran.traits();
        return words.text(Boolean.toString(traits.reloads()))
                .texts(traits.restartParameters())
                .texts(traits.privateParameters())
                .text(ran.printed())
                .done();
    }

    public static Ran ran(List<String> all) {
        var words = new Words.Reader(all);
        int rc = (int) words.number();
        int status = (int) words.number();
        String why = words.text();
        Instant started = Instant.ofEpochMilli(words.number());
        Duration took = Duration.ofMillis(words.number());
        int count = words.count();
        var wishes = new ArrayList<OperationResult.Wish>();
        for (int i = 0; i < count; i++) {
            wishes.add(new OperationResult.Wish(words.text(), words.perhaps()));
        }
        var traits = new AgentTraits(Boolean.parseBoolean(words.text()), words.texts(), words.texts());
        return new Ran(
                new OperationResult(rc, status, why, started, took, wishes),
                traits,
                words.isAtEnd() ? "" : words.text());
    }
}
