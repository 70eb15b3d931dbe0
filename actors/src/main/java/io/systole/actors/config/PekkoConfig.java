package io.systole.actors.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.node.NodeAddress;
import io.systole.actors.node.NodeSettings;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.lease.FileLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds what Pekko has to be told from the node's settings: to be laid over {@code ConfigFactory.load()}. */
public final class PekkoConfig {
    /** The name of the actor system on every node of every cluster; clusters are told apart by their configured name. */
    public static final String SYSTEM_NAME = "systole";

    /** The lease in a file: {@link FileLease}. */
    public static final String FILE_LEASE = "systole.lease.file";

    /** The drain itself gives up first, and says so to the others. */
    private static final Duration DRAIN_MARGIN = Duration.ofSeconds(10);

    private PekkoConfig() {}

    public static Config of(NodeSettings settings) {
        NodeAddress self = settings.selfAddress();
        Map<String, Object> own = Map.of(
                "pekko.remote.artery.canonical.hostname", self.host(),
                "pekko.remote.artery.canonical.port", self.port(),
                "pekko.remote.artery.bind.hostname", self.bindHost(),
                "pekko.cluster.roles", List.of("node-" + settings.self()),
                "systole.cluster-name", settings.clusterName(),
                "pekko.coordinated-shutdown.phases.before-service-unbind.timeout",
                        settings.shutdownEscalation().plus(DRAIN_MARGIN));
        return ConfigFactory.parseMap(own, "the node's settings")
                .withFallback(lease(settings.quorum().rules().lease()))
                .withFallback(fragment(settings.profile().configName()))
                .withFallback(fragment("base"));
    }

    private static Config lease(@Nullable LeaseRules rules) {
        return rules == null || rules.directory().isEmpty()
                ? ConfigFactory.empty()
                : ConfigFactory.parseMap(Map.of(FILE_LEASE + ".directory", rules.directory()), "the node's settings");
    }

    private static Config fragment(String name) {
        return ConfigFactory.parseResources(PekkoConfig.class.getClassLoader(), "systole-pekko-" + name + ".conf");
    }
}
