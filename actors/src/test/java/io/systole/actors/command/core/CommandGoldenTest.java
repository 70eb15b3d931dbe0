package io.systole.actors.command.core;

import io.systole.actors.command.core.Reply.AskAttributes;
import io.systole.actors.command.core.Reply.AskFencings;
import io.systole.actors.command.core.Reply.ChangeAttribute;
import io.systole.actors.command.core.Reply.CleanUp;
import io.systole.actors.command.core.Reply.ConfirmFenced;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.EditConfiguration;
import io.systole.actors.command.core.Reply.EditTicket;
import io.systole.actors.command.core.Reply.Fence;
import io.systole.actors.command.core.Reply.Fencing;
import io.systole.actors.command.core.Reply.Held;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Read;
import io.systole.actors.command.core.Reply.RunAgent;
import io.systole.actors.command.core.Reply.Said;
import io.systole.actors.golden.Golden;
import io.systole.agents.AgentResult;
import io.systole.agents.OpStatus;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.tree.TreeEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What commands have done and print, on the small cluster of {@link TestCalls}: {@code >} output, {@code !} complaints,
 * {@code =} the exit code. What nodes hold, and how changes end, is set by {@code held NODE NAME VALUE} and {@code fail CODE
 * WHY}.
 */
final class CommandGoldenTest {
    @TestFactory
    Stream<DynamicTest> commands() {
        return Golden.in("command", Interpreter::new);
    }

    private static final List<Fencing> FENCINGS = List.of(
            fencing("n2", "n1", Fencing.State.SUCCESS, 0),
            fencing("n1", "", Fencing.State.FAILED, 60),
            fencing("n2", "", Fencing.State.PENDING, 120));

    private static Fencing fencing(String target, String delegate, Fencing.State state, int seconds) {
        return new Fencing(
                new NodeName(target),
                "reboot",
                "split-brain@n1",
                delegate,
                state,
                Instant.parse("2026-11-29T08:00:00Z").plusSeconds(seconds));
    }

    private static final class Interpreter implements Function<String, List<String>> {
        private final Cib cib = TestCalls.cib(TestCalls.document());
        private final List<Held> held = new ArrayList<>();
        private Outcome outcome = new Outcome.Done(List.of());

        @Override
        public List<String> apply(String line) {
            List<String> words = TestCalls.words(line);
            if (words.get(0).equals("held")) {
                String value = words.size() > 3 ? words.get(3) : null;
                held.add(new Held(new NodeName(words.get(1)), words.get(2), value));
                return List.of();
            }
            if (words.get(0).equals("fail")) {
                outcome = new Outcome.Failed(
                        Integer.parseInt(words.get(1)), String.join(" ", words.subList(2, words.size())));
                return List.of();
            }
            var printed = new ArrayList<String>();
            told(TestCalls.of(line), printed);
            return printed;
        }

        private void told(Call call, List<String> printed) {
            Reply reply = Programs.run(call, cib);
            while (!(reply instanceof Said)) {
                reply = step(reply, printed);
            }
            Said said = (Said) reply;
            said.out().lines().map(text -> text.isEmpty() ? ">" : "> " + text).forEach(printed::add);
            said.err().lines().map(text -> "! " + text).forEach(printed::add);
            printed.add("= " + said.code() + (said.destination() == null ? "" : " to " + said.destination()));
        }

        private Reply step(Reply reply, List<String> printed) {
            if (reply instanceof ChangeAttribute change) {
                var wish = change.wish();
                printed.add("attribute " + change.node() + " " + change.name() + " " + wish.kind() + " " + wish.value()
                        + (wish.delay() == null ? "" : " delay " + wish.delay())
                        + (wish.isPrivate() ? " private" : ""));
                return change.then().apply(outcome);
            }
            if (reply instanceof AskAttributes asked) {
                printed.add("ask " + asked.nodes());
                return asked.then().apply(held);
            }
            if (reply instanceof EditCib edit) {
                printed.addAll(edit(edit.edit()));
                return edit.then().apply(outcome);
            }
            if (reply instanceof EditConfiguration edit) {
                printed.add("edit " + edit.edit());
                return edit.then().apply(outcome);
            }
            if (reply instanceof RunAgent run) {
                var asked = run.agentCall();
                printed.add("run " + asked.agent() + " " + asked.instance() + " " + asked.action() + " for "
                        + asked.timeout() + " with " + asked.attributes());
                int code = outcome instanceof Outcome.Failed failed ? failed.code() : 0;
                String why = outcome instanceof Outcome.Failed failed ? failed.why() : "";
                return run.then()
                        .apply(new AgentResult(
                                code, OpStatus.DONE, why, "it said\n", "", Instant.EPOCH, Duration.ZERO, List.of()));
            }
            if (reply instanceof EditTicket edit) {
                printed.add("edit " + edit.edit());
                return edit.then().apply(outcome);
            }
            if (reply instanceof Fence fence) {
                printed.add("fence " + fence.node() + " " + fence.action() + " unless within " + fence.tolerance());
                return fence.then().apply(outcome);
            }
            if (reply instanceof ConfirmFenced confirm) {
                printed.add("confirm " + confirm.node());
                return confirm.then().apply(outcome);
            }
            if (reply instanceof AskFencings asked) {
                return asked.then().apply(FENCINGS);
            }
            if (reply instanceof CleanUp cleanUp) {
                printed.add("clean up " + cleanUp.resource() + " on " + cleanUp.node());
                return cleanUp.then().apply(outcome);
            }
            throw new AssertionError("unhandled " + (reply instanceof Read read ? "read of " + read.path() : reply));
        }

        private static List<String> edit(TreeEdit edit) {
            var lines = new ArrayList<String>();
            lines.add("edit " + edit.operation() + (edit.scope() == null ? "" : " in " + edit.scope())
                    + (edit.xpath() == null ? "" : " at " + edit.xpath()));
            Objects.requireNonNullElse(edit.xml(), "")
                    .lines()
                    .filter(text -> !text.startsWith("<?xml"))
                    .map(text -> "  " + text)
                    .forEach(lines::add);
            return lines;
        }
    }
}
