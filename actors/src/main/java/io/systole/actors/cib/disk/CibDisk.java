package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.JournalTail;
import io.systole.actors.cib.core.StoredConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files one after the other. It waits for the disk, so it runs on the dispatcher for that. */
public final class CibDisk extends AbstractBehavior<CibDisk.Command> {
    /** After so many changes the whole is written, so that a start has not many to make again. */
    private static final int CHANGES_BETWEEN = 128;

    private static final long BYTES_BETWEEN = 1 << 20;
    /** After this time without changes the whole is written, for those who read the file. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** What may be asked of it. */
    public sealed interface Command {}

    /** Asks for what is there. */
    public record Load(ActorRef<Loaded> replyTo) implements Command {}

    /** Stores a change, which makes this configuration. */
    public record Store(JournalEntry entry, StoredConfiguration configuration, ActorRef<Stored> replyTo)
            implements Command {}

    /** Stores a configuration. */
    public record StoreWhole(CibEffect.StoreWhole whole, ActorRef<Stored> replyTo) implements Command {}

    /** Keeps a configuration that gives way. */
    public record SetAside(StoredConfiguration configuration, List<ConfigurationKey> changes) implements Command {
        public SetAside {
            changes = List.copyOf(changes);
        }
    }

    /** Asks for the changes after the configuration that a peer has, or for all. */
    public record Read(CibEffect.TellWhole wanted, ActorRef<Changes> replyTo) implements Command {}

    /** Asks for the changes after a configuration, or for all; the present one is given back with them. */
    public record ReadAfter(ConfigurationKey have, StoredConfiguration present, ActorRef<JournalTail> replyTo)
            implements Command {}

    /** Stores the highest term. */
    public record StoreTerm(long term, ActorRef<TermStored> replyTo) implements Command {}

    /** It has been quiet for a while. */
    private enum SnapshotDue implements Command {
        INSTANCE
    }

    /** The term is on the disk. Nothing is said when it could not be stored. */
    public record TermStored(long term) {}

    /** The configuration of that key is on the disk, or there is a problem; then nothing of it is left, if undone. */
    public record Stored(ConfigurationKey key, @Nullable String problem, boolean undone) {}

    /** Changes, oldest first, and what they are wanted for. */
    public record Changes(CibEffect.TellWhole wanted, List<JournalEntry> entries) {
        public Changes {
            entries = List.copyOf(entries);
        }
    }

    public static Behavior<Command> create(Path directory) {
        return Behaviors.withTimers(
                timers -> Behaviors.setup(context -> new CibDisk(context, timers, new ConfigurationFiles(directory))));
    }

    /** The configuration that is in the journal and not yet written as a whole. */
    private record Unwritten(StoredConfiguration configuration, int changes, long bytes) {}

    /** What is to be written, and the problem that was logged last: it is told once. */
    private record State(
            @Nullable Unwritten unwritten, @Nullable String told) {}

    private final ConfigurationFiles files;
    private final TimerScheduler<Command> timers;
    private State state = new State(null, null);

    private CibDisk(ActorContext<Command> context, TimerScheduler<Command> timers, ConfigurationFiles files) {
        super(context);
        this.files = files;
        this.timers = timers;
        context.setLoggerName(CibDisk.class);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Load.class, this::onLoad)
                .onMessage(Store.class, this::onStore)
                .onMessage(StoreWhole.class, this::onStoreWhole)
                .onMessage(SetAside.class, this::onSetAside)
                .onMessage(Read.class, this::onRead)
                .onMessage(ReadAfter.class, this::onReadAfter)
                .onMessage(StoreTerm.class, this::onStoreTerm)
                .onMessage(SnapshotDue.class, m -> writeWhole())
                .onSignal(PostStop.class, signal -> writeWhole())
                .build();
    }

    private Behavior<Command> onLoad(Load load) {
        load.replyTo().tell(files.load());
        return this;
    }

    private Behavior<Command> onStore(Store store) {
        ConfigurationKey key = store.configuration().key();
        try {
            files.append(store.entry(), store.configuration());
            store.replyTo().tell(new Stored(key, null, false));
            noteUnwritten(store);
        } catch (Journal.LeftBehind failure) {
            store.replyTo().tell(new Stored(key, Problems.of(failure), false));
        } catch (IOException failure) {
            store.replyTo().tell(new Stored(key, Problems.of(failure), true));
        }
        return this;
    }

    private void noteUnwritten(Store store) {
        Unwritten before = state.unwritten();
        int changes = before == null ? 1 : before.changes() + 1;
        long bytes =
                (before == null ? 0 : before.bytes()) + store.entry().patch().length();
        state = new State(new Unwritten(store.configuration(), changes, bytes), state.told());
        if (changes >= CHANGES_BETWEEN || bytes >= BYTES_BETWEEN) {
            writeWhole();
        } else {
            timers.startSingleTimer(SnapshotDue.INSTANCE, QUIET);
        }
    }

    private Behavior<Command> onStoreWhole(StoreWhole store) {
        @Nullable String problem = null;
        try {
            files.storeWhole(store.whole());
            state = new State(null, null);
        } catch (IOException failure) {
            problem = Problems.of(failure);
        }
        store.replyTo().tell(new Stored(store.whole().configuration().key(), problem, problem != null));
        return this;
    }

    /** Failing costs nothing: the journal has every change. */
    private Behavior<Command> writeWhole() {
        Unwritten due = state.unwritten();
        state = new State(null, state.told());
        if (due != null) {
            try {
                files.writeSnapshot(due.configuration());
            } catch (IOException failure) {
                warn("configuration not written as a whole; the journal has it", failure);
            }
        }
        return this;
    }

    private Behavior<Command> onSetAside(SetAside aside) {
        try {
            files.setAside(aside.configuration(), aside.changes());
        } catch (IOException failure) {
            warn("configuration not set aside", failure);
        }
        return this;
    }

    private Behavior<Command> onRead(Read read) {
        read.replyTo().tell(new Changes(read.wanted(), after(read.wanted().have())));
        return this;
    }

    private Behavior<Command> onReadAfter(ReadAfter read) {
        read.replyTo().tell(new JournalTail(read.present(), after(read.have())));
        return this;
    }

    private List<JournalEntry> after(ConfigurationKey have) {
        try {
            return files.entriesAfter(have);
        } catch (IOException failure) {
            warn("journal not read", failure);
            return List.of();
        }
    }

    private Behavior<Command> onStoreTerm(StoreTerm store) {
        try {
            files.storeTerm(store.term());
            state = new State(state.unwritten(), null);
            store.replyTo().tell(new TermStored(store.term()));
        } catch (IOException failure) {
            warn("term " + store.term() + " not stored", failure);
        }
        return this;
    }

    private void warn(String what, IOException failure) {
        String problem = what + ": " + Problems.of(failure);
        if (!problem.equals(state.told())) {
            state = new State(state.unwritten(), problem);
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("problem", Problems.of(failure))
                    .log(what);
        }
    }
}
