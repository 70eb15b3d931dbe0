package io.systole;

import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentParameter;
import io.systole.agents.AgentProfile;
import io.systole.agents.OcfCode;
import io.systole.agents.ResourceAgent;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resource {@code ocf:systole:Singleton}: start calls the code of a task, stop interrupts it and waits for its end. */
final class SingletonAgent implements ResourceAgent {
    static final String PROVIDER = "systole";
    static final String TYPE = "Singleton";
    static final AgentParameter<String> TASK = AgentParameter.text("task", "the name that the program has for the code")
            .required();
    private static final Duration TO_SAY_WHY = Duration.ofMillis(500);
    private static final int FRAMES = 4;

    private final SortedMap<String, SingletonTask> tasks;
    private final ConcurrentHashMap<String, Running> turns = new ConcurrentHashMap<>();

    SingletonAgent(SortedMap<String, SingletonTask> tasks) {
        this.tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
    }

    @Override
    public AgentProfile profile() {
        return AgentProfile.of(PROVIDER, TYPE)
                .describedAs("Runs code of the program that embeds the node, on one node at a time")
                .with(TASK);
    }

    @Override
    public CompletionStage<AgentAnswer> start(AgentContext context) {
        var name = context.get(TASK);
        var task = tasks.get(name);
        if (task == null) {
            return missing(name).stage();
        }
        // Its code runs: a start that is repeated has nothing to do.
        turns.compute(
                context.instance(),
                (instance, known) -> known != null && known.runs() ? known : Running.begin(name, task, context.node()));
        return AgentAnswer.done().stage();
    }

    @Override
    public CompletionStage<AgentAnswer> monitor(AgentContext context) {
        var turn = turns.get(context.instance());
        if (turn != null) {
            return (turn.runs() ? AgentAnswer.done() : new AgentAnswer(OcfCode.NOT_RUNNING, turn.howItEnded())).stage();
        }
        var name = context.get(TASK);
        return (tasks.containsKey(name) ? AgentAnswer.notRunning() : missing(name)).stage();
    }

    @Override
    public CompletionStage<AgentAnswer> stop(AgentContext context) throws InterruptedException {
        var turn = turns.get(context.instance());
        if (turn == null) {
            return AgentAnswer.done().stage();
        }
        turn.end();
        if (!turn.ended(context.remaining().minus(TO_SAY_WHY))) {
            return AgentAnswer.failed("its code was interrupted and does not end: " + turn.where())
                    .stage();
        }
        turns.remove(context.instance(), turn);
        return AgentAnswer.done().stage();
    }

    /** The others run it by now, or will. */
    @Override
    public void nodeEnded(String node) {
        turns.values().forEach(Running::end);
    }

    private static AgentAnswer missing(String name) {
        return AgentAnswer.notInstalled("the program of this node has no singleton " + name);
    }

    /** The code of a task in its thread. */
    private static final class Running implements SingletonTask.Turn {
        private final String node;
        private final Thread thread;
        /** Guarded by this object, and so is the fault. */
        private boolean over;

        private @Nullable Throwable fault;

        private Running(String name, SingletonTask task, String node) {
            this.node = node;
            thread = new Thread(() -> run(task), "singleton " + name);
            thread.setDaemon(true);
        }

        static Running begin(String name, SingletonTask task, String node) {
            var turn = new Running(name, task, node);
            turn.thread.start();
            return turn;
        }

        private void run(SingletonTask task) {
            try {
                task.run(this);
            } catch (Throwable thrown) {
                synchronized (this) {
                    fault = thrown;
                }
            }
        }

        boolean runs() {
            return thread.isAlive();
        }

        synchronized String howItEnded() {
            var thrown = fault;
            return thrown == null ? "its code has returned" : "its code threw " + thrown;
        }

        void end() {
            synchronized (this) {
                over = true;
                notifyAll();
            }
            thread.interrupt();
        }

        boolean ended(Duration patience) throws InterruptedException {
            thread.join(Math.max(1, patience.toMillis()));
            return !thread.isAlive();
        }

        String where() {
            return Stream.of(thread.getStackTrace())
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining(" < "));
        }

        @Override
        public String node() {
            return node;
        }

        @Override
        public synchronized boolean isOver() {
            return over;
        }

        @Override
        public synchronized boolean waitFor(Duration time) throws InterruptedException {
            var deadline = System.nanoTime() + time.toNanos();
            while (!over) {
                var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return true;
                }
                wait(left);
            }
            return false;
        }
    }
}
