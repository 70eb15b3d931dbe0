package io.systole.splitbrain;

import com.typesafe.config.Config;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Refuses a node of a cluster with another name that finds its way to a member of this one. */
public final class ClusterNameChecker extends JoinConfigCompatChecker {
    private static final String KEY = "systole.cluster-name";

    @Override
    public Seq<String> requiredKeys() {
        return CollectionConverters.asScala(List.of(KEY)).toSeq();
    }

    @Override
    public ConfigValidation check(Config toCheck, Config actual) {
        return JoinConfigCompatChecker.fullMatch(requiredKeys(), toCheck, actual);
    }
}
