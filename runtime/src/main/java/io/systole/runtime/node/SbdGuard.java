package io.systole.runtime.node;

import io.systole.actors.node.SelfWatch;
import io.systole.event.EventCode;
import io.systole.fencing.sbd.HostPower;
import io.systole.fencing.sbd.NodePower;
import io.systole.fencing.sbd.SbdWatch;
import io.systole.fencing.sbd.SelfFence;
import io.systole.fencing.sbd.WatchListener;
import io.systole.fencing.sbd.WatchPlan;
import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.fencing.sbd.core.WatchEffect;
import io.systole.fencing.sbd.core.WatchReport;
import io.systole.runtime.config.SbdConfig;
import io.systole.runtime.config.SystoleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over this node, from its start to the node's end, and what it says in the log. */
final class SbdGuard implements SelfWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SbdGuard.class);

    private final SbdConfig config;
    private final SbdWatch watch;
    private final Words words;
    private final Starting starting;

    private SbdGuard(SbdConfig config, SbdWatch watch, Words words, Starting starting) {
        this.config = config;
        this.watch = watch;
        this.words = words;
        this.starting = starting;
    }

    /**
     * A process that is told to end while its node starts has run nothing, and is no reason to restart the host. It stands
     * ready before anything is armed: the signal may come at any moment after that.
     */
    private static final class Starting {
        /** Taking a slot for the first time takes seconds. */
        private static final long ARMED_WITHIN_S = 20;

        private final CompletableFuture<Optional<SbdWatch>> armed = new CompletableFuture<>();
        private final Thread hook = new Thread(this::end, "sbd: end while starting");

        private void end() {
            armed.completeOnTimeout(Optional.empty(), ARMED_WITHIN_S, TimeUnit.SECONDS)
                    .join()
                    .ifPresent(watch -> watch.end("its process ended while it started"));
        }

        SbdWatch arm(WatchPlan plan, SelfFence power, WatchListener words) throws IOException {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException late) {
                throw new IOException("its process is being ended", late);
            }
            try {
                var watch = SbdWatch.start(plan, power, words);
                armed.complete(Optional.of(watch));
                return watch;
            } finally {
                // Where it was not armed, nobody waits for it.
                armed.complete(Optional.empty());
            }
        }

        void over() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException late) {
                // The process already ends.
            }
        }
    }

    /** Empty where the configuration names neither devices nor a watchdog. */
    static Optional<SbdGuard> start(SystoleConfig config) throws NodeNotStarted {
        var sbd = config.sbd();
        if (!sbd.isOn()) return Optional.empty();
        var words = new Words();
        var plan = new WatchPlan(
                config.nodeName(),
                sbd.devices(),
                sbd.watchdog(),
                sbd.watchdogTimeout(),
                sbd.startMode() == SbdConfig.StartMode.CLEAN,
                config.directories().state());
        SelfFence power = sbd.selfFence() == SbdConfig.End.HOST
                ? new HostPower()
                : new NodePower(
                        SelfWatch.STATE_VARIABLE + "=" + config.directories().state());
        var starting = new Starting();
        try {
            return Optional.of(new SbdGuard(sbd, starting.arm(plan, power, words), words, starting));
        } catch (IOException refused) {
            starting.over();
            throw new NodeNotStarted(
                    "systole.sbd",
                    String.valueOf(refused.getMessage()),
                    "without it this node could not be fenced; see docs/operations/sbd.md",
                    refused);
        }
    }

    /** The node has started; from now on it ends by leaving, also when a message asks it to. */
    void started(Runnable leave) {
        words.leave = leave;
        starting.over();
    }

    /** The node has ended, whether in order or not. */
    void end() {
        watch.end("the node ended");
    }

    /** The node did not start: it has run nothing. */
    void giveUp() {
        starting.over();
        watch.drained();
        watch.end("the node did not start");
    }

    @Override
    public List<Path> devices() {
        return config.devices();
    }

    @Override
    public Optional<Duration> watchdog() {
        return config.watchdog().map(path -> watch.settings().watchdog());
    }

    @Override
    public Optional<Duration> hearEvery() {
        return Optional.of(watch.settings().tick().dividedBy(2));
    }

    @Override
    public void heard(ClusterSight sight) {
        watch.heard(sight);
    }

    @Override
    public void drained() {
        watch.drained();
    }

    @Override
    public Optional<WatchReport> report() {
        return Optional.of(watch.report());
    }

    private static final class Words implements WatchListener {
        private volatile Runnable leave = () -> {};

        @Override
        public void watching(String summary) {
            LOG.atInfo()
                    .addKeyValue("code", EventCode.WATCH_STARTED)
                    .addKeyValue("sbd", summary)
                    .log("this node is watched");
        }

        @Override
        public void tell(WatchEffect.Tell news) {
            switch (news.news()) {
                case TEST_HEARD ->
                    LOG.atInfo()
                            .addKeyValue("code", EventCode.SBD_TEST_HEARD)
                            .addKeyValue("device", news.about())
                            .addKeyValue("message", news.text())
                            .log("test message received");
                case UNKNOWN_HEARD ->
                    LOG.atWarn()
                            .addKeyValue("device", news.about())
                            .addKeyValue("message", news.text())
                            .log("a message that is not known stands in this node's slot");
                case DEVICE_LOST ->
                    LOG.atError()
                            .addKeyValue("code", EventCode.SBD_DEVICE_LOST)
                            .addKeyValue("device", news.about())
                            .addKeyValue("why", news.text())
                            .log("an SBD device cannot be read");
                case DEVICE_BACK ->
                    LOG.atInfo()
                            .addKeyValue("code", EventCode.SBD_DEVICE_BACK)
                            .addKeyValue("device", news.about())
                            .log("an SBD device can be read again");
                case NOT_FED ->
                    LOG.atError()
                            .addKeyValue("code", EventCode.WATCHDOG_NOT_FED)
                            .addKeyValue("why", news.text())
                            .log("the watchdog is not fed");
                case FED_AGAIN ->
                    LOG.atInfo().addKeyValue("code", EventCode.WATCHDOG_FED).log("the watchdog is fed again");
            }
        }

        @Override
        public void feedingFailed(String why) {
            LOG.atError()
                    .addKeyValue("code", EventCode.WATCHDOG_NOT_FED)
                    .addKeyValue("why", why)
                    .log("the watchdog is not fed");
        }

        @Override
        public void dies(WatchEffect.FenceSelf death) {
            LOG.atError()
                    .addKeyValue("code", EventCode.NODE_ENDS_AT_ONCE)
                    .addKeyValue("how", death.how().word())
                    .addKeyValue("why", death.why())
                    .log("this node ends at once");
        }

        @Override
        public void leaveCluster(String from) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.ASKED_TO_LEAVE)
                    .addKeyValue("from", from)
                    .log("a message asks this node to leave");
            leave.run();
        }
    }
}
