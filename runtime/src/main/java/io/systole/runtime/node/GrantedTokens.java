package io.systole.runtime.node;

import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.cib.Cib;
import io.systole.cib.acl.AccessGrant;
import io.systole.cib.acl.Subject;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.Identification;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Looks tokens up in the CIB, where every node finds those that were granted on any. */
record GrantedTokens(ActorSystem<?> system, SystoleConfig config, ActorDoor.Parts parts) implements Identification {
    @Override
    public CompletionStage<Optional<Subject>> identify(String token) {
        CompletionStage<Cib> cib =
                AskPattern.ask(parts.cib(), GetCib::new, config.management().requestTimeout(), system.scheduler());
        return cib.thenApply(found -> AccessGrant.subject(found.configuration(), token));
    }
}
