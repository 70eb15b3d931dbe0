package io.systole.actors.cib;

import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.cib.wire.ConfigurationDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.LWWRegisterKey;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;

/**
 * Spreads the configuration as one register under a fixed key. Its clock is the configuration's key, not the time of a
 * wall, so the same configuration wins everywhere. A timeout of the replicator says nothing: the actors themselves tell
 * the writer what is on their disks.
 */
final class Replication {
    private static final Key<LWWRegister<ConfigurationDocument>> KEY = LWWRegisterKey.create("systole-configuration");
    private static final LWWRegister.Clock<ConfigurationDocument> CLOCK = (last, document) -> clock(document);

    private final ReplicatorMessageAdapter<CibCommand, LWWRegister<ConfigurationDocument>> replicator;
    private final SelfUniqueAddress self;

    Replication(
            ReplicatorMessageAdapter<CibCommand, LWWRegister<ConfigurationDocument>> replicator,
            SelfUniqueAddress self) {
        this.replicator = replicator;
        this.self = self;
    }

    private static long clock(ConfigurationDocument document) {
        return new ConfigurationKey(document.adminEpoch(), document.term(), document.epoch()).clock();
    }

    void subscribe(Function<Replicator.SubscribeResponse<LWWRegister<ConfigurationDocument>>, CibCommand> adapter) {
        replicator.subscribe(KEY, adapter::apply);
    }

    /** The document in a notification of the replicator. */
    static ConfigurationDocument changed(Replicator.Changed<LWWRegister<ConfigurationDocument>> changed) {
        return changed.get(KEY).getValue();
    }

    /** Asks all members for the newest document. */
    void read(
            Duration within, Function<Replicator.GetResponse<LWWRegister<ConfigurationDocument>>, CibCommand> adapter) {
        replicator.askGet(replyTo -> new Replicator.Get<>(KEY, new Replicator.ReadAll(within), replyTo), adapter);
    }

    /** The document in an answer to a read, if there is one. */
    static Optional<ConfigurationDocument> found(Replicator.GetResponse<LWWRegister<ConfigurationDocument>> response) {
        return response instanceof Replicator.GetSuccess<LWWRegister<ConfigurationDocument>> success
                ? Optional.of(success.get(KEY).getValue())
                : Optional.empty();
    }

    /** Puts the document into the register, unless a newer one is there. */
    void write(
            ConfigurationDocument document,
            Duration within,
            Function<Replicator.UpdateResponse<LWWRegister<ConfigurationDocument>>, CibCommand> adapter) {
        replicator.askUpdate(
                replyTo -> new Replicator.Update<>(
                        KEY,
                        LWWRegister.create(self, document, CLOCK),
                        new Replicator.WriteAll(within),
                        replyTo,
                        register -> register.timestamp() >= clock(document)
                                ? register
                                : register.withValue(self, document, CLOCK)),
                adapter);
    }
}
