package io.systole.agents;

import java.util.concurrent.CompletionStage;

/**
 * A resource agent that is an object of this program, with the meaning that OCF 1.1 gives to its actions: start and stop
 * are done when they succeed, and may be asked for twice; monitor says the truth, also of what was never started here.
 *
 * <p>A program that embeds a node brings it by {@code Systole.with(config).resourceAgent(agent)}, a node by itself finds it in
 * its plugin directory. The CIB has it as class ocf, with the provider and the type that its {@link #profile()} names.
 *
 * <p><b>Threads.</b> Every operation is called in a thread of its own. It may block there, or return at once and complete
 * its stage later, from any thread. Operations of one resource come one after another, those of several at once: what an
 * agent remembers it keeps by {@link AgentContext#instance()}.
 *
 * <p><b>Time.</b> An operation that has not ended at its deadline failed, as timed out: its thread is interrupted, what was
 * asked for by {@link AgentContext#whenOver} is run, and neither its answer nor the attributes that it sets afterwards
 * count. Its code should then end soon, and complete its stage when it has: as long as a start, a promote, a reload or a
 * migration still runs, no stop (or demote) of the resource is believed. A stop that succeeded meanwhile is done again when
 * the other has ended; if that does not happen within the stop's time, the stop has failed, and the node is fenced.
 *
 * <p><b>Faults.</b> Whatever is thrown, errors of linking and memory included, is a failed operation with the fault as its
 * reason.
 */
public interface ResourceAgent {
    /** What the agent is and takes; asked once, when it is registered. */
    AgentProfile profile();

    /** Starts the resource; answers when it is in service. Of a promotable one: as unpromoted. */
    CompletionStage<AgentAnswer> start(AgentContext context) throws Exception;

    /** Stops the resource; answers when it is surely stopped, which it may have been before. A failed stop fences the node. */
    CompletionStage<AgentAnswer> stop(AgentContext context) throws Exception;

    /** Says whether the resource runs here, and in which role: {@code done}, {@code notRunning}, {@code promoted}, or a failure. */
    CompletionStage<AgentAnswer> monitor(AgentContext context) throws Exception;

    /** Makes the running instance the promoted one. */
    default CompletionStage<AgentAnswer> promote(AgentContext context) throws Exception {
        return AgentAnswer.notImplemented().stage();
    }

    /** Makes the promoted instance an unpromoted one, as a start would. */
    default CompletionStage<AgentAnswer> demote(AgentContext context) throws Exception {
        return AgentAnswer.notImplemented().stage();
    }

    /** Hears what becomes of the instances of its clone ({@link AgentContext#notice()}); the answer does not count. */
    default CompletionStage<AgentAnswer> notice(AgentContext context) throws Exception {
        return AgentAnswer.done().stage();
    }

    /** Takes over parameters that were changed and are reloadable (reload-agent), without a restart. */
    default CompletionStage<AgentAnswer> reload(AgentContext context) throws Exception {
        return AgentAnswer.notImplemented().stage();
    }

    /** Looks for faults of the parameters that their types do not show (validate-all); those are found before. */
    default CompletionStage<AgentAnswer> validate(AgentContext context) throws Exception {
        return AgentAnswer.done().stage();
    }

    /** The first half of a migration: hands the running resource over to {@code migrate_target}. */
    default CompletionStage<AgentAnswer> migrateTo(AgentContext context) throws Exception {
        return AgentAnswer.notImplemented().stage();
    }

    /** The second half of a migration: takes the resource over from {@code migrate_source}. */
    default CompletionStage<AgentAnswer> migrateFrom(AgentContext context) throws Exception {
        return AgentAnswer.notImplemented().stage();
    }

    /**
     * The node has ended while this program goes on. After an orderly leave all has been stopped. If the node was cut off,
     * what still runs must end now: others take it over, and nothing else will stop it here. Called in a thread of its own,
     * for which the node waits a few seconds.
     */
    default void nodeEnded(String node) {}
}
