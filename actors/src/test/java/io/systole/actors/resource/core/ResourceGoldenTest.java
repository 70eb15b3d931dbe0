package io.systole.actors.resource.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.golden.Golden;
import io.systole.actors.resource.core.ResourceEffect.Answer;
import io.systole.actors.resource.core.ResourceEffect.AskSlot;
import io.systole.actors.resource.core.ResourceEffect.ForgetRun;
import io.systole.actors.resource.core.ResourceEffect.FreeSlot;
import io.systole.actors.resource.core.ResourceEffect.RecordStatus;
import io.systole.actors.resource.core.ResourceEffect.RunAgent;
import io.systole.actors.resource.core.ResourceEffect.WakeForRun;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.OpHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The operations of one resource: their order, what recurs, what the history says, what counts as failed. */
final class ResourceGoldenTest {

    @TestFactory
    Stream<DynamicTest> operations() {
        return Golden.in("resource", Interpreter::new);
    }

    private static final class Interpreter implements Function<String, List<String>> {
        private ResourceState state = ResourceState.of("R", false);
        private long seconds = 1_000;
        private long calls;

        @Override
        public List<String> apply(String line) {
            List<String> words = Stream.of(line.trim().split(" +")).toList();
            seconds++;
            return switch (words.get(0)) {
                case "order" -> {
                    calls++;
                    yield take(new ResourceEvent.Ordered(order(words), calls, at()));
                }
                case "withdraw" -> take(new ResourceEvent.Withdrawn(order(words)));
                case "slot" -> take(new ResourceEvent.SlotGranted(at()));
                case "ends" -> take(new ResourceEvent.Ended(result(words), AgentTraits.unknown(), at()));
                case "due" -> take(new ResourceEvent.RunDue(words.get(1), Integer.parseInt(words.get(2)), at()));
                case "hurry" -> take(new ResourceEvent.Hurried(at()));
                case "freeze" -> take(new ResourceEvent.Froze());
                case "thaw" -> take(new ResourceEvent.Thawed(at()));
                case "revoke" -> take(new ResourceEvent.Revoked());
                case "newdc" -> take(new ResourceEvent.Superseded());
                case "clear" -> take(new ResourceEvent.FailuresCleared(words.subList(1, words.size())));
                case "forget" -> take(new ResourceEvent.Forgotten(words.subList(1, words.size())));
                default -> throw new IllegalArgumentException(line);
            };
        }

        private Instant at() {
            return Instant.ofEpochSecond(seconds);
        }

        /** Written {@code order ACTION OPERATION [INTERVAL] [rc=N] [start-failure=N] [NAME=VALUE]}. */
        private static OperationOrder order(List<String> words) {
            String operation = words.get(2);
            long interval = 0;
            int target = 0;
            String startFailure = "INFINITY";
            String key = null;
            var attributes = new TreeMap<String, String>();
            attributes.put("CRM_meta_timeout", "20000");
            attributes.put("CRM_meta_on_node", "n1");
            for (String word : words.subList(3, words.size())) {
                if (word.startsWith("rc=")) {
                    target = Integer.parseInt(word.substring(3));
                } else if (word.startsWith("start-failure=")) {
                    startFailure = word.substring(14);
                } else if (word.startsWith("key=")) {
                    key = word.substring(4);
                } else if (word.contains("=")) {
                    attributes.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
                } else {
                    interval = Long.parseLong(word);
                }
            }
            return new OperationOrder(
                    new TransitionKey(Integer.parseInt(words.get(1)), 7, target, "dc"),
                    "R",
                    null,
                    "ocf",
                    "test",
                    "Dummy",
                    operation,
                    key == null ? "R_" + operation + "_" + interval : key,
                    interval,
                    startFailure,
                    attributes);
        }

        /** Written {@code ends RC [STATUS] [ATTRIBUTE=VALUE]}. */
        private OperationResult result(List<String> words) {
            var wishes = new ArrayList<OperationResult.Wish>();
            int status = 0;
            for (String word : words.subList(2, words.size())) {
                if (word.contains("=")) {
                    String[] pair = word.split("=");
                    wishes.add(new OperationResult.Wish(pair[0], pair[1]));
                } else {
                    status = Integer.parseInt(word);
                }
            }
            int rc = Integer.parseInt(words.get(1));
            return new OperationResult(
                    rc, status, rc == 1 ? "it broke" : "", at().minusSeconds(1), Duration.ofSeconds(1), wishes);
        }

        private List<String> take(ResourceEvent event) {
            ResourceCore.Step step = ResourceCore.step(state, event);
            state = step.state();
            return step.effects().stream().flatMap(Interpreter::text).toList();
        }

        private static Stream<String> text(ResourceEffect effect) {
            if (effect instanceof RecordStatus e) {
                return e.changes().stream().map(Interpreter::text);
            }
            return Stream.of(line(effect));
        }

        private static String line(ResourceEffect effect) {
            if (effect instanceof AskSlot) return "ask for a slot";
            if (effect instanceof FreeSlot) return "free the slot";
            if (effect instanceof RunAgent e) {
                OperationOrder order = e.task().order();
                var parameters = new TreeMap<>(order.attributes());
                parameters.keySet().removeIf(name -> name.startsWith("CRM_meta_"));
                return "run " + order.operationKey() + (e.task().repeat() ? " again" : "")
                        + (parameters.isEmpty() ? "" : " with " + parameters);
            }
            if (effect instanceof WakeForRun e) {
                return "wake for " + e.operationKey() + " " + e.generation() + " in " + e.in().toMillis();
            }
            if (effect instanceof ForgetRun e) return "forget " + e.operationKey();
            var report = ((Answer) effect).report();
            return "answer " + report.transitionKey() + " " + report.outcome() + " rc " + report.rc();
        }

        private static String text(StatusChange change) {
            if (change instanceof StatusChange.PutHistory put) {
                OpHistory entry = put.entry();
                return "history " + entry.id() + ": " + entry.operationKey() + " call " + entry.callId() + " "
                        + entry.transitionMagic() + " since " + entry.times().lastRcChange();
            }
            if (change instanceof StatusChange.PutAttribute put) {
                return "attribute " + put.name() + " = " + put.value();
            }
            return "remove " + ((StatusChange.RemoveHistory) change).entryId();
        }
    }
}
