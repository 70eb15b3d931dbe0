package io.systole.runtime.cli;

import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.ClusterFacts;
import io.systole.runtime.doctor.Diagnosis;
import io.systole.runtime.doctor.HostFacts;
import io.systole.runtime.host.HostExamination;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** The host that a command runs on, where its node does not run. */
final class LocalHost {
    /** A thread for each question: there are few, and the process ends after them. */
    private static final Executor THREADS = task -> {
        var thread = new Thread(task, "doctor");
        thread.setDaemon(true);
        thread.start();
    };

    private LocalHost() {}

    /** The settings of this host's node. */
    static SystoleConfig config(Target target) throws ConfigRefused {
        return ConfigFile.read(target.file(), target.via());
    }

    static HostFacts facts(SystoleConfig config) {
        return new HostExamination(config, THREADS).facts(false, List.of());
    }

    static Diagnosis diagnosis(Target target) throws ConfigRefused {
        var config = config(target);
        return diagnosis(config, facts(config));
    }

    static Diagnosis diagnosis(SystoleConfig config, HostFacts facts) {
        return Diagnosis.of(new ClusterFacts(
                config.nodeName(),
                false,
                List.of(),
                List.of(facts),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                null));
    }
}
