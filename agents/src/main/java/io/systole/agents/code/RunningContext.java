package io.systole.agents.code;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentNotice;
import io.systole.agents.AgentParameter;
import io.systole.agents.AttributeUpdate;
import io.systole.agents.NodeHealth;
import io.systole.agents.ParameterFault;
import io.systole.cib.value.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One operation as its agent sees it, until it is over: from then on it takes nothing more. */
final class RunningContext implements AgentContext {
    private static final String FEATURE_SET = "crm_feature_set";

    private final AgentAction action;
    private final AgentCall call;
    private final String node;
    private final long deadlineNanos;
    private final SortedMap<String, String> parameters;
    /** Both lists are guarded by this object, and so is {@code over}. */
    private final List<AttributeUpdate> updates = new ArrayList<>();

    private final List<Runnable> cleanups = new ArrayList<>();
    private boolean over;

    RunningContext(AgentAction action, AgentCall call, String node, long startedNanos) {
        this.action = action;
        this.call = call;
        this.node = node;
        deadlineNanos = startedNanos + call.timeout().toNanos();
        parameters = parameters(call);
    }

    /** The parameters of a call, without what is told of the operation. */
    static SortedMap<String, String> parameters(AgentCall call) {
        var own = new TreeMap<>(call.attributes());
        own.keySet()
                .removeIf(name -> name.startsWith(AgentCall.META_PREFIX)
                        || name.equals(AgentCall.CHECK_LEVEL)
                        || name.equals(FEATURE_SET));
        return Collections.unmodifiableSortedMap(own);
    }

    /** What was asked for while the operation ran; from now on nothing more counts. */
    synchronized List<AttributeUpdate> close() {
        over = true;
        return List.copyOf(updates);
    }

    /** Runs what is to be run when the operation is over before its code has ended. */
    void cleanUp() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(cleanups);
            cleanups.clear();
        }
        all.forEach(this::start);
    }

    private void start(Runnable cleanup) {
        AgentThreads.started(
                call.instance() + " " + action.word() + " cleanup",
                cleanup.getClass().getClassLoader(),
                () -> Faults.logged("cleaning up after " + action.word() + " of " + call.instance(), cleanup));
    }

    @Override
    public AgentAction action() {
        return action;
    }

    @Override
    public String instance() {
        return call.instance();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Duration interval() {
        return call.interval();
    }

    @Override
    public int checkLevel() {
        return (int) Math.max(0, Numbers.integerOr(call.attributes().get(AgentCall.CHECK_LEVEL), 0));
    }

    @Override
    public <T> T get(AgentParameter<T> parameter) {
        return find(parameter)
                .orElseThrow(() -> new ParameterFault(parameter.name() + " is missing, and has no default"));
    }

    @Override
    public <T> Optional<T> find(AgentParameter<T> parameter) {
        return parameter.read(parameters);
    }

    @Override
    public SortedMap<String, String> parameters() {
        return parameters;
    }

    @Override
    public Optional<String> meta(String name) {
        return Optional.ofNullable(call.attributes().get(AgentCall.META_PREFIX + name));
    }

    @Override
    public Optional<AgentNotice> notice() {
        return action == AgentAction.NOTIFY ? AgentNotice.of(call.attributes()) : Optional.empty();
    }

    @Override
    public Duration timeout() {
        return call.timeout();
    }

    @Override
    public Duration remaining() {
        return isOver() ? Duration.ZERO : Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    @Override
    public synchronized boolean isOver() {
        return over;
    }

    @Override
    public void whenOver(Runnable cleanup) {
        synchronized (this) {
            if (!over) {
                cleanups.add(cleanup);
                return;
            }
        }
        start(cleanup);
    }

    @Override
    public void setAttribute(String name, String value) {
        update(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        update(name, null);
    }

    @Override
    public void promotionScore(int score) {
        update(promotionAttribute(), Integer.toString(score));
    }

    @Override
    public void noPromotionScore() {
        update(promotionAttribute(), null);
    }

    @Override
    public void health(String name, NodeHealth health) {
        update("#health-" + name, health.name().toLowerCase(Locale.ROOT));
    }

    /** An instance of an anonymous clone has its number for itself: the score is the clone's on this node. */
    private String promotionAttribute() {
        return "master-" + call.instance().replaceFirst(":.*", "");
    }

    private void update(String name, @Nullable String value) {
        if (name.isBlank() || name.indexOf('\n') >= 0 || (value != null && value.indexOf('\n') >= 0)) {
            throw new IllegalArgumentException(
                    "attribute \"" + name + "\": its name must not be empty, and neither may have several lines");
        }
        synchronized (this) {
            if (!over) {
                updates.add(new AttributeUpdate(name, value, AttributeUpdate.REBOOT));
            }
        }
    }
}
