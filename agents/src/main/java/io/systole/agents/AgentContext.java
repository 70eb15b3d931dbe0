package io.systole.agents;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One operation as its agent sees it. May be used by any thread.
 *
 * <p>Attributes that are set here become known to the cluster together with the result of the operation, so that no plan
 * sees one without the other; they are transient, gone with the node's next start. What is set when the operation is over
 * is ignored.
 */
public interface AgentContext {
    AgentAction action();

    /** The resource's name as it is recorded; instances of an anonymous clone have one name between them. */
    String instance();

    /** The name of this node. */
    String node();

    /** How often the operation recurs; zero where it does not. */
    Duration interval();

    /** Whether this only asks for the state of a resource that may never have been started here. */
    default boolean isProbe() {
        return action() == AgentAction.MONITOR && interval().isZero();
    }

    /** How deep a monitor shall look ({@code OCF_CHECK_LEVEL}); 0 where nothing is said. */
    int checkLevel();

    /**
     * The value of a parameter, or its default.
     *
     * @throws ParameterFault if it has neither, or one that is none of its type. Start, reload, migrate_from and validate-all
     *     are not called with such parameters; if thrown out of another operation, that ends as not configured, or, of a
     *     probe, as not running.
     */
    <T> T get(AgentParameter<T> parameter);

    /** The value of a parameter, or its default; empty where it has neither. */
    <T> Optional<T> find(AgentParameter<T> parameter);

    /** All parameters as the CIB has them, with secrets in their places. */
    SortedMap<String, String> parameters();

    /** A meta attribute of the resource, or an attribute of the operation, such as {@code role} or {@code clone_max}. */
    Optional<String> meta(String name);

    /** What a notification tells; empty for other actions. */
    Optional<AgentNotice> notice();

    Duration timeout();

    /** What is left of the time; zero when it is over. */
    Duration remaining();

    /** Whether the operation is over: timed out, or cancelled. Its code has to end then. */
    boolean isOver();

    /**
     * Has something run when the operation is over before its code has ended: closing what it waits for, for example. It is
     * run in a thread of its own, and at once where the operation is over already.
     */
    void whenOver(Runnable cleanup);

    /** Sets an attribute of this node, for rules and for others to read. */
    void setAttribute(String name, String value);

    void removeAttribute(String name);

    /** How much this instance wants to be the promoted one; below 0 it never is. Set by start and monitor, as a rule. */
    void promotionScore(int score);

    /** Takes the promotion score away: without one an instance is not promoted. */
    void noPromotionScore();

    /** Says how well this node is in one respect ({@code #health-NAME}). */
    void health(String name, NodeHealth health);
}
