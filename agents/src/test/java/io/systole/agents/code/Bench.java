package io.systole.agents.code;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentId;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentParameter;
import io.systole.agents.AgentProfile;
import io.systole.agents.AgentResult;
import io.systole.agents.ResourceAgent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** An agent that does what a test says, and a runner for it. */
final class Bench implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);
    static final Duration SHORT = Duration.ofMillis(300);
    static final AgentParameter<Long> PORT = AgentParameter.integer("port", "a port")
            .where(port -> port > 0 && port < 65536, "1 to 65535")
            .required();
    static final AgentParameter<Duration> PATIENCE =
            AgentParameter.time("patience", "how long").byDefault(Duration.ofSeconds(5));

    final JavaAgentRunner runner;

    /** What the agent does for any action. */
    interface Code {
        CompletionStage<AgentAnswer> run(AgentContext context) throws Exception;
    }

    Bench(Code code) {
        this(profile(), code);
    }

    Bench(AgentProfile profile, Code code) {
        runner = new JavaAgentRunner("n1", JavaAgents.of(List.of(new Scripted(profile, code))));
    }

    static AgentProfile profile() {
        return AgentProfile.of("acme", "Thing").promotable().supporting(AgentAction.NOTIFY, Duration.ofSeconds(20));
    }

    AgentOperation start(String action, Duration timeout) {
        return start(action, timeout, new TreeMap<>());
    }

    AgentOperation start(String action, Duration timeout, SortedMap<String, String> attributes) {
        return runner.start(
                new AgentCall(AgentId.ocf("acme", "Thing"), "thing", action, attributes, Duration.ZERO, timeout));
    }

    AgentResult run(String action, Map<String, String> attributes) throws Exception {
        return done(start(action, LONG, new TreeMap<>(attributes)));
    }

    static AgentResult done(AgentOperation operation) throws Exception {
        return operation.result().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        runner.close();
    }

    private record Scripted(AgentProfile profile, Code code) implements ResourceAgent {
        @Override
        public CompletionStage<AgentAnswer> start(AgentContext context) throws Exception {
            return code.run(context);
        }

        @Override
        public CompletionStage<AgentAnswer> stop(AgentContext context) throws Exception {
            return code.run(context);
        }

        @Override
        public CompletionStage<AgentAnswer> monitor(AgentContext context) throws Exception {
            return code.run(context);
        }

        @Override
        public CompletionStage<AgentAnswer> promote(AgentContext context) throws Exception {
            return code.run(context);
        }

        @Override
        public CompletionStage<AgentAnswer> notice(AgentContext context) throws Exception {
            return code.run(context);
        }
    }
}
