package io.systole.policy.differential;

import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks both planners, and says what they answer differently. */
final class Judge {
    private static final int TRACE_LINES = 8;

    private Judge() {}

    /** What differs, by level; nothing at all where the reference refuses the CIB, or decides by a rule it has no more. */
    static Optional<Map<String, List<String>>> differences(Reference reference, Situation drawn)
            throws IOException, InterruptedException {
        CibReading reading = CibXml.read(drawn.cib());
        Situation situation = reading.cib() == null ? drawn : OwnPlanner.injected(drawn);
        Optional<Decided> want = reference.decide(situation);
        if (want.isEmpty() || KnownDifferences.beyondCompare(want.get())) {
            return Optional.empty();
        }
        if (reading.cib() == null) {
            return Optional.of(Map.of(
                    "0 refused", reading.faults().stream().map(Object::toString).toList()));
        }
        try {
            return Optional.of(Comparison.differences(
                    KnownDifferences.settle(want.get()), KnownDifferences.settle(OwnPlanner.decide(situation))));
        } catch (RuntimeException | StackOverflowError broken) {
            List<String> trace = new ArrayList<>(List.of(broken.toString()));
            Stream.of(broken.getStackTrace()).limit(TRACE_LINES).forEach(each -> trace.add(each.toString()));
            return Optional.of(Map.of("0 exception", trace));
        }
    }
}
