package io.systole.actors.policy.core;

import io.systole.actors.golden.Golden;
import io.systole.actors.policy.core.TransitionEffect.PlanAgain;
import io.systole.actors.policy.core.TransitionEffect.PseudoDone;
import io.systole.actors.policy.core.TransitionEffect.RequestFencing;
import io.systole.actors.policy.core.TransitionEffect.RunClusterAction;
import io.systole.actors.policy.core.TransitionEffect.SendOperation;
import io.systole.actors.policy.core.TransitionEffect.TransitionEnded;
import io.systole.cib.Colocation;
import io.systole.cib.Configuration;
import io.systole.cib.Constraint;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.TransitionGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How transitions are carried out, aborted and followed by the next. */
final class TransitionGoldenTest {

    @TestFactory
    Stream<DynamicTest> transitions() {
        return Golden.in("transition", Interpreter::new);
    }

    private static final class Interpreter implements Function<String, List<String>> {
        private final List<GraphAction> actions = new ArrayList<>();
        private final List<Constraint> constraints = new ArrayList<>();
        private final TreeSet<ActionRef> seen = new TreeSet<>();
        private Limits limits = Limits.none();
        private TransitionState state = TransitionState.idle();

        @Override
        public List<String> apply(String line) {
            String[] words = line.trim().split(" +", 3);
            return switch (words[0]) {
                case "related" -> {
                    constraints.add(together(words[1], words[2]));
                    yield List.of();
                }
                case "limits" -> {
                    String[] numbers = line.trim().split(" +");
                    limits = new Limits(
                            Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]), Integer.parseInt(numbers[3]));
                    yield List.of();
                }
                case "seen" -> {
                    seen.add(ref(words[1]));
                    yield List.of();
                }
                case "begin" -> begin(Integer.parseInt(words[1]), words.length > 2 ? words[2] : "");
                case "rc" ->
                    take(new TransitionEvent.ActionFinished(
                            ref(words[1]), new ActionResult(Integer.parseInt(words[2]), 0, "")));
                case "fenced" -> take(new TransitionEvent.FencingFinished(new NodeName(words[1]), words[2], ""));
                case "unfenced" ->
                    take(new TransitionEvent.FencingFinished(new NodeName(words[1]), words[2], "device is off"));
                case "release" -> take(new TransitionEvent.FencingReleased(new NodeName(words[1])));
                case "lost" -> take(new TransitionEvent.NodeLost(new NodeName(words[1])));
                case "known" -> take(new TransitionEvent.NodeKnown(new NodeName(words[1]), words[2].equals("down")));
                case "abort" -> take(new TransitionEvent.Aborted(line.trim().substring(6)));
                case "suspend" -> take(new TransitionEvent.Suspended("the DC was paused"));
                case "mute" -> take(new TransitionEvent.PatienceEnded(ref(words[1])));
                default -> {
                    actions.add(GraphText.action(line));
                    yield List.of();
                }
            };
        }

        private List<String> begin(int number, String held) {
            var names = new TreeSet<NodeName>();
            Stream.of(held.split(" +"))
                    .filter(name -> !name.isEmpty())
                    .map(NodeName::new)
                    .forEach(names::add);
            var graph = new TransitionGraph(new TreeMap<>(), actions);
            actions.clear();
            return take(new TransitionEvent.TransitionStarted(
                    number, graph, limits, RelatedResources.of(configuration()), Duration.ofSeconds(60), names, seen));
        }

        private List<String> take(TransitionEvent event) {
            Step<TransitionState, TransitionEffect> step = TransitionCore.step(state, event);
            state = step.state();
            return step.effects().stream().map(Interpreter::text).toList();
        }

        private static String text(TransitionEffect effect) {
            if (effect instanceof SendOperation e) {
                return "send " + e.ref() + " " + e.action().operationKey() + " to " + e.executor();
            }
            if (effect instanceof RequestFencing e) {
                return "fence " + e.ref() + " " + e.target() + " " + e.fencingAction();
            }
            if (effect instanceof RunClusterAction e) {
                return "do " + e.ref() + " " + e.action().operationKey();
            }
            if (effect instanceof PseudoDone e) {
                return "pass " + e.ref() + " " + e.action().operationKey();
            }
            if (effect instanceof TransitionEnded e) {
                return "ended " + e.number() + " " + e.outcome() + (e.reason().isEmpty() ? "" : ": " + e.reason());
            }
            return "plan again: " + ((PlanAgain) effect).reason();
        }

        private static ActionRef ref(String text) {
            String[] parts = text.split("/");
            return new ActionRef(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        private Configuration configuration() {
            Configuration empty = Configuration.empty();
            return new Configuration(
                    empty.crmConfig(),
                    empty.nodes(),
                    empty.resources(),
                    constraints,
                    empty.rscDefaults(),
                    empty.opDefaults(),
                    empty.fencingTopology(),
                    empty.tags(),
                    empty.alerts(),
                    empty.acls());
        }

        private static Colocation together(String one, String other) {
            return new Colocation(
                    one + "-" + other,
                    new ResourceId(one),
                    null,
                    new ResourceId(other),
                    null,
                    null,
                    "INFINITY",
                    null,
                    List.of(),
                    List.of());
        }
    }
}
