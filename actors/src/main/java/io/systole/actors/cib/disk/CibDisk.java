package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.StoredConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files one after the other. It waits for the disk, so it runs on the dispatcher for that. */
public final class CibDisk extends AbstractBehavior<CibDisk.Command> {
    /** What may be asked of it. */
    public sealed interface Command {}

    /** Asks for what is there. */
    public record Load(ActorRef<Loaded> replyTo) implements Command {}

    /** Stores a configuration. */
    public record Store(StoredConfiguration configuration, ActorRef<Stored> replyTo) implements Command {}

    /** Stores the highest term. */
    public record StoreTerm(long term, ActorRef<TermStored> replyTo) implements Command {}

    /** The term is on the disk. Nothing is said when it could not be stored. */
    public record TermStored(long term) {}

    /** The configuration of that key is on the disk, or there is a problem. */
    public record Stored(ConfigurationKey key, @Nullable String problem) {}

    public static Behavior<Command> create(Path directory) {
        return Behaviors.setup(context -> new CibDisk(context, new ConfigurationFiles(directory)));
    }

    private final ConfigurationFiles files;

    private CibDisk(ActorContext<Command> context, ConfigurationFiles files) {
        super(context);
        this.files = files;
        context.setLoggerName(CibDisk.class);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Load.class, this::onLoad)
                .onMessage(Store.class, this::onStore)
                .onMessage(StoreTerm.class, this::onStoreTerm)
                .build();
    }

    private Behavior<Command> onLoad(Load load) {
        load.replyTo().tell(files.load());
        return this;
    }

    private Behavior<Command> onStore(Store store) {
        @Nullable String problem = null;
        try {
            files.store(store.configuration());
        } catch (IOException failure) {
            problem = Problems.of(failure);
        }
        store.replyTo().tell(new Stored(store.configuration().key(), problem));
        return this;
    }

    private Behavior<Command> onStoreTerm(StoreTerm store) {
        try {
            files.storeTerm(store.term());
            store.replyTo().tell(new TermStored(store.term()));
        } catch (IOException failure) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("term", store.term())
                    .addKeyValue("problem", Problems.of(failure))
                    .log("term not stored");
        }
        return this;
    }
}
