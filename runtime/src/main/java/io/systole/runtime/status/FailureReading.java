package io.systole.runtime.status;

import io.systole.cib.OpHistory;
import io.systole.cib.value.ResultWords;
import io.systole.policy.model.FailedOperation;
import io.systole.policy.model.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the operations that the planner counts as failed. */
final class FailureReading {
    private FailureReading() {}

    static List<FailureView> of(WorkingState state) {
        return state.failedOperations.stream().map(FailureReading::view).toList();
    }

    private static FailureView view(FailedOperation failed) {
        OpHistory entry = failed.entry();
        var rc = number(entry.rcCode());
        return new FailureView(
                Words.ofInterval(orElse(entry.interval(), "0")) + entry.operation(),
                failed.resource().historyName(),
                failed.node().name,
                rc,
                ResultWords.ofResult(rc),
                ResultWords.ofStatus(orElse(entry.opStatus(), "0")),
                orElse(entry.callId(), "-"),
                orElse(entry.exitReason(), ""),
                orElse(entry.times().lastRcChange(), ""),
                orElse(entry.times().execTime(), "0"));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
