package io.systole.actors.alert.core;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.golden.Golden;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.FenceAction;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What happens, and which agents are called for it with what. */
final class AlertGoldenTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final Instant BEGIN = Instant.parse("2026-11-29T10:00:00.000123Z");

    @TestFactory
    Stream<DynamicTest> alerts() {
        return Golden.in("alert", Interpreter::new);
    }

    /**
     * Lines: {@code alerts XML}, {@code dc NODE}, {@code status XML}, {@code view NODE=STANDING[/RUN] ...},
     * {@code asleep NODE=...}, {@code fencing TARGET LEADER WHY}, {@code operation NODE RSC XML-ATTRIBUTES},
     * {@code pass SECONDS}, {@code end ALERT RECIPIENT}, {@code repeat COUNT LINE}, {@code brief}, {@code full}.
     */
    private static final class Interpreter implements Function<String, List<String>> {
        private AlertState state = AlertState.first(
                new AlertSettings(SELF, BEGIN, Duration.ofSeconds(5), "9.9", ZoneId.of("Europe/Berlin")));
        private final List<AlertCall> running = new ArrayList<>();
        private String alerts = "";
        private String dc = "";
        private String status = "<node_state id='1' uname='n1'/>";
        private Instant now = BEGIN;
        private boolean brief;

        @Override
        public List<String> apply(String line) {
            String[] words = line.split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            return switch (words[0]) {
                case "alerts" -> {
                    alerts = rest;
                    yield cib();
                }
                case "dc" -> {
                    dc = rest;
                    yield cib();
                }
                case "status" -> {
                    status = rest;
                    yield cib();
                }
                case "view" -> take(new AlertEvent.ViewSeen(view(rest, false), now));
                case "asleep" -> take(new AlertEvent.ViewSeen(view(rest, true), now));
                case "fencing" -> fencing(rest.split(" ", 3));
                case "operation" -> operation(rest.split(" ", 3));
                case "pass" -> {
                    now = now.plusSeconds(Long.parseLong(rest));
                    yield List.of();
                }
                case "end" -> end(rest);
                case "repeat" -> {
                    String[] parts = rest.split(" ", 2);
                    var printed = new ArrayList<String>();
                    for (int i = 0; i < Integer.parseInt(parts[0]); i++) {
                        printed.addAll(apply(parts[1]));
                    }
                    yield printed.size() < 2
                            ? printed
                            : List.of(printed.size() + " lines, the last: " + printed.get(printed.size() - 1));
                }
                case "brief", "full" -> {
                    brief = words[0].equals("brief");
                    yield List.of();
                }
                default -> throw new IllegalArgumentException(line);
            };
        }

        private List<String> cib() {
            String xml = "<cib validate-with='pacemaker-3.9'><configuration><crm_config/>"
                    + "<nodes><node id='1' uname='n1'/><node id='2' uname='n2'/><node id='3' uname='n3'/></nodes>"
                    + "<resources/><constraints/><alerts>" + alerts + "</alerts></configuration><status>" + status
                    + "<node_state id='2' uname='n2'/><node_state id='3' uname='n3'/></status></cib>";
            Cib read = Objects.requireNonNull(
                    CibXml.read(xml.replace("<cib ", "<cib dc-uuid='" + dc + "' "))
                            .cib(),
                    xml);
            return take(new AlertEvent.CibSeen(read, now));
        }

        private MembershipView view(String text, boolean asleep) {
            var nodes = new ArrayList<NodeView>();
            for (String each : text.split(" ")) {
                String[] parts = each.split("[=/]");
                var standing = Standing.valueOf(parts[1].toUpperCase(Locale.ROOT));
                long run = standing == Standing.ABSENT ? 0 : parts.length > 2 ? Long.parseLong(parts[2]) : 1;
                nodes.add(new NodeView(new NodeName(parts[0]), run, standing, now));
            }
            var quorum = new QuorumVerdict(true, 3, 2, 3, "all");
            return new MembershipView(SELF, nodes, quorum, true, true, true, asleep, SELF, List.of(), List.of());
        }

        private List<String> fencing(String[] words) {
            NodeName leader = words[1].equals("-") ? null : new NodeName(words[1]);
            FencingOutcome outcome = words[2].equals("OK")
                    ? new Fenced("power", Objects.requireNonNull(leader), now, Duration.ofSeconds(1))
                    : new Failed(words[2], leader, Duration.ofSeconds(1));
            var record = new FencingRecord(
                    new NodeName(words[0]), 7, FenceAction.REBOOT, "it is lost", "split-brain@n1", now, outcome);
            return take(new AlertEvent.FencingEnded(record, now));
        }

        private List<String> operation(String[] words) {
            var attributes = new TreeMap<>(Map.of("id", words[1] + "_last_0"));
            for (String each : words[2].split(" ")) {
                String[] pair = each.split("=", 2);
                attributes.put(pair[0], pair[1]);
            }
            return take(new AlertEvent.OperationEnded(
                    new NodeName(words[0]), new ResourceId(words[1]), OpHistory.of(attributes), now));
        }

        private List<String> end(String lane) {
            AlertCall ended = running.stream()
                    .filter(call -> call.lane().strip().equals(lane))
                    .findFirst()
                    .orElseThrow();
            running.remove(ended);
            return take(new AlertEvent.CallEnded(ended));
        }

        private List<String> take(AlertEvent event) {
            Step step = AlertCore.step(state, event);
            state = step.state();
            var printed = new ArrayList<String>();
            for (AlertEffect effect : step.effects()) {
                if (effect instanceof AlertEffect.Call call) {
                    running.add(call.call());
                    printed.addAll(text(call.call()));
                } else if (effect instanceof AlertEffect.Drop drop) {
                    printed.add("drop " + head(drop.call()));
                }
            }
            return printed;
        }

        private List<String> text(AlertCall call) {
            var lines = new ArrayList<String>();
            lines.add("call " + head(call));
            if (!brief) {
                lines.add("  " + call.path() + " within " + call.timeout().toMillis() + " ms");
                call.environment().forEach((name, value) -> {
                    if (!name.startsWith("CRM_notify_")) {
                        lines.add("  " + name + "=" + value);
                    }
                });
                call.secretOwners().forEach((name, owner) -> lines.add("  " + name + " from the file of " + owner));
            }
            return lines;
        }

        private static String head(AlertCall call) {
            String who = (call.alert() + " " + call.recipientId()).strip();
            return who + " #" + call.facts().get("node_sequence") + ": " + call.event();
        }
    }
}
