package io.systole.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.JavaFenceAgent.Answer;
import io.systole.fencing.JavaFenceAgent.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JavaFenceAgentsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void givesTheAgentWhatIsMeantForIt() throws Exception {
        var result = run(
                request -> Answer.done(),
                FenceAction.OFF,
                Map.of("pcmk_host_map", "n2:outlet-7", "systole_proof", "none", "user", "ada"));

        assertThat(result.succeeded()).isTrue();
        var request = requests.get(0);
        assertThat(request.action()).isEqualTo(FenceAction.OFF);
        assertThat(request.target()).contains(new NodeName("n2"));
        assertThat(request.plug()).isEqualTo("outlet-7");
        assertThat(request.parameters()).containsOnlyKeys("user");
    }

    @Test
    void switchesOffWhatItCannotReboot() throws Exception {
        var result = run(request -> Answer.done(), FenceAction.REBOOT, Map.of());

        assertThat(result.succeeded()).isTrue();
        assertThat(requests).extracting(Request::action).containsExactly(FenceAction.OFF);
    }

    @Test
    void needsNoMonitor() throws Exception {
        assertThat(run(request -> Answer.failed("unused"), FenceAction.MONITOR, Map.of())
                        .succeeded())
                .isTrue();
        assertThat(requests).isEmpty();
    }

    @Test
    void tellsWhyItFailed() throws Exception {
        var failed = run(request -> Answer.failed("the board is on fire"), FenceAction.OFF, Map.of());
        var thrown = run(
                request -> {
                    throw new IllegalStateException("no route");
                },
                FenceAction.OFF,
                Map.of());

        assertThat(failed.succeeded()).isFalse();
        assertThat(failed.why()).isEqualTo("the board is on fire");
        assertThat(thrown.kind()).isEqualTo(FenceAgentResult.Kind.NOT_RUN);
        assertThat(thrown.why()).contains("no route");
    }

    @Test
    void anAnswerThatComesTooLateDoesNotCount() throws Exception {
        var interrupted = new CompletableFuture<String>();
        var runner = runner(hanging(interrupted));

        var result = finish(runner.run(call(FenceAction.OFF, Map.of(), Duration.ofMillis(100))));

        assertThat(result.kind()).isEqualTo(FenceAgentResult.Kind.TIMED_OUT);
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void makesWayWhenItIsCancelled() throws Exception {
        var interrupted = new CompletableFuture<String>();
        var operation = runner(hanging(interrupted)).start(call(FenceAction.OFF, Map.of(), LONG));

        operation.cancel();

        assertThat(finish(operation.result()).kind()).isEqualTo(FenceAgentResult.Kind.NOT_RUN);
    }

    @Test
    void leavesOtherAgentsToOthers() throws Exception {
        var device = new FenceDevice(new ResourceId("d1"), "fence_other", new TreeMap<>());

        var result = finish(runner(agent(request -> Answer.done()))
                .run(new FenceAgentCall(device, FenceAction.OFF, new NodeName("n2"), LONG)));

        assertThat(result.kind()).isEqualTo(FenceAgentResult.Kind.NOT_INSTALLED);
    }

    private interface Body {
        Answer run(Request request) throws Exception;
    }

    private JavaFenceAgent agent(Body body) {
        return new JavaFenceAgent() {
            @Override
            public List<FenceAction> actions() {
                return List.of(FenceAction.OFF, FenceAction.ON, FenceAction.STATUS);
            }

            @Override
            public Answer run(Request request) throws Exception {
                requests.add(request);
                return body.run(request);
            }
        };
    }

    private JavaFenceAgent hanging(CompletableFuture<String> interrupted) {
        return agent(request -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete("interrupted");
            }
            return Answer.done();
        });
    }

    private FenceAgentResult run(Body body, FenceAction action, Map<String, String> parameters) throws Exception {
        return finish(runner(agent(body)).run(call(action, parameters, LONG)));
    }

    private static FenceAgentResult finish(CompletionStage<FenceAgentResult> stage) throws Exception {
        return stage.toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    private static FenceAgentCall call(FenceAction action, Map<String, String> parameters, Duration timeout) {
        var device = new FenceDevice(new ResourceId("d1"), "board", new TreeMap<>(parameters));
        return new FenceAgentCall(device, action, action == FenceAction.MONITOR ? null : new NodeName("n2"), timeout);
    }

    private JavaFenceAgents runner(JavaFenceAgent agent) {
        var none = new FenceAgents(List.of(), Map.of(), command -> {
            throw new AssertionError(command);
        });
        return new JavaFenceAgents(new TreeMap<>(Map.of("board", agent)), executor, none);
    }
}
