package io.systole.actors.policy;

import io.systole.actors.policy.wire.PolicyCommand;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.SingletonActor;

/** The policy as the one of its kind in the cluster, with what else is done in one place only. */
public final class PolicySingleton {
    private PolicySingleton() {}

    /** To be started on every node; it runs on the DC. */
    public static SingletonActor<PolicyCommand> of(PolicySettings settings, PolicyPorts ports) {
        Behavior<PolicyCommand> behavior = Behaviors.setup(context -> {
            context.spawn(ExpiredMoves.create(ports.cib(), ports.clock()), "expired-moves");
            return PolicyActor.create(settings, ports, PolicyActor.Mode.DC);
        });
        return SingletonActor.of(behavior, PolicyActor.NAME).withStopMessage(PolicyActor.Stop.INSTANCE);
    }
}
