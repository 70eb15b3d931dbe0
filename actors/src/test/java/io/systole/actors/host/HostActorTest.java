package io.systole.actors.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.host.wire.AskHost;
import io.systole.actors.host.wire.AskHostPart;
import io.systole.actors.host.wire.HostCommand;
import io.systole.actors.host.wire.HostPart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HostActorTest {
    private static final ActorTestKit KIT = ActorTestKit.create(
            "systole",
            ConfigFactory.parseString("pekko.actor.provider = local, pekko.cluster.downing-provider-class = \"\"")
                    .withFallback(ConfigFactory.load()));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    private static ActorRef<HostCommand> desk(HostChore chore) {
        return KIT.spawn(HostActor.create(new TreeMap<>(Map.of("chore", chore))));
    }

    private static byte[] ask(HostChore chore, String name) throws ExecutionException, InterruptedException {
        return new MemberHosts(KIT.system())
                .ask(desk(chore), name, Map.of("word", "said"), PATIENCE)
                .toCompletableFuture()
                .get();
    }

    @Test
    void aLongAnswerComesWholeInParts() throws Exception {
        var bytes = new byte[3 * HostActor.PART + 17];
        new Random(1).nextBytes(bytes);

        assertThat(ask(words -> CompletableFuture.completedStage(bytes), "chore"))
                .isEqualTo(bytes);
    }

    @Test
    void aShortAnswerIsTheWordsOfTheChore() throws Exception {
        HostChore echo =
                words -> CompletableFuture.completedStage(words.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(new String(ask(echo, "chore"), StandardCharsets.UTF_8)).isEqualTo("{word=said}");
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        assertThatThrownBy(() -> ask(
                        words -> CompletableFuture.failedStage(
                                new CompletionException(new IllegalStateException("the disk is gone"))),
                        "chore"))
                .hasRootCauseMessage("the disk is gone");
        assertThatThrownBy(() -> ask(words -> CompletableFuture.completedStage(new byte[0]), "another"))
                .hasMessageContaining("does not know what another is");
        assertThatThrownBy(() ->
                        ask(words -> CompletableFuture.completedStage(new byte[HostActor.ANSWER_MAX + 1]), "chore"))
                .hasMessageContaining("ask for less");
    }

    @Test
    void ofManyLongAnswersTheOldestIsNotKept() {
        ActorRef<HostCommand> desk = desk(words -> CompletableFuture.completedStage(new byte[HostActor.PART + 1]));
        var probe = KIT.<HostPart>createTestProbe();
        var names = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            desk.tell(new AskHost("chore", new TreeMap<>(), probe.ref()));
            names.add(probe.receiveMessage().answer());
        }

        desk.tell(new AskHostPart(names.get(0), HostActor.PART, probe.ref()));
        assertThat(probe.receiveMessage().why()).contains("not kept any more");
        desk.tell(new AskHostPart(names.get(3), HostActor.PART, probe.ref()));
        assertThat(probe.receiveMessage().bytes()).hasSize(1);
    }
}
