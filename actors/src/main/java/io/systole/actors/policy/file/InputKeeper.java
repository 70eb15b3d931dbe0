package io.systole.actors.policy.file;

import io.systole.actors.policy.core.PlanInput;
import io.systole.actors.policy.wire.InputCommand;
import io.systole.actors.policy.wire.InputPart;
import io.systole.actors.policy.wire.KeptInput;
import io.systole.actors.policy.wire.KeptInputs;
import io.systole.actors.policy.wire.ListInputs;
import io.systole.actors.policy.wire.ReadInput;
import io.systole.event.EventCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the inputs of this node's plans on its disk. Nobody waits for it: when the disk is slow, inputs are left out, and
 * when it is full, that is told in the log and nothing else happens.
 */
public final class InputKeeper extends AbstractBehavior<InputCommand> {
    /** The name of the actor. */
    public static final String NAME = "plan-inputs";

    /** So many inputs may wait for the disk. */
    private static final int WAITING_MAX = 8;
    /** What one message carries at most. */
    private static final int PART = 60_000;

    /** Keep an input; from the policy of the same process. */
    public record Keep(PlanInput input) implements InputCommand {}

    private record Kept(@Nullable Throwable failure) implements InputCommand {}

    private record Listed(List<KeptInput> inputs, ActorRef<KeptInputs> replyTo) implements InputCommand {}

    private record Loaded(InputPart part, ActorRef<InputPart> replyTo) implements InputCommand {}

    /**
     * The keeper of a directory.
     *
     * @param disk runs one thing after the other
     */
    public static Behavior<InputCommand> create(Path directory, Executor disk) {
        return Behaviors.setup(context -> new InputKeeper(context, new InputFiles(directory), disk));
    }

    private record State(int waiting, boolean failing) {}

    private final InputFiles files;
    private final Executor disk;
    private State state = new State(0, false);

    private InputKeeper(ActorContext<InputCommand> context, InputFiles files, Executor disk) {
        super(context);
        context.setLoggerName(InputKeeper.class);
        this.files = files;
        this.disk = disk;
    }

    @Override
    public Receive<InputCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Keep.class, this::onKeep)
                .onMessage(Kept.class, this::onKept)
                .onMessage(ListInputs.class, this::onListInputs)
                .onMessage(Listed.class, this::onListed)
                .onMessage(ReadInput.class, this::onReadInput)
                .onMessage(Loaded.class, this::onLoaded)
                .build();
    }

    private Behavior<InputCommand> onKeep(Keep command) {
        if (state.waiting() >= WAITING_MAX) {
            tell("the disk is slow");
            return this;
        }
        state = new State(state.waiting() + 1, state.failing());
        var kept = CompletableFuture.runAsync(
                () -> {
                    try {
                        files.keep(command.input());
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                disk);
        getContext().pipeToSelf(kept, (done, failure) -> new Kept(failure));
        return this;
    }

    /** A disk that stays full is told of once. */
    private Behavior<InputCommand> onKept(Kept command) {
        Throwable failure = command.failure();
        if (failure != null && !state.failing()) {
            tell(String.valueOf(failure.getCause() == null ? failure : failure.getCause()));
        }
        state = new State(state.waiting() - 1, failure != null);
        return this;
    }

    private void tell(String why) {
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("code", EventCode.INPUTS_NOT_KEPT)
                .addKeyValue("why", why)
                .log("inputs of transitions cannot be kept");
    }

    private Behavior<InputCommand> onListInputs(ListInputs query) {
        var listed = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return files.list(query.max());
                    } catch (IOException unreadable) {
                        return List.<KeptInput>of();
                    }
                },
                disk);
        getContext()
                .pipeToSelf(
                        listed, (inputs, failure) -> new Listed(inputs == null ? List.of() : inputs, query.replyTo()));
        return this;
    }

    private Behavior<InputCommand> onListed(Listed command) {
        command.replyTo().tell(new KeptInputs(command.inputs()));
        return this;
    }

    private Behavior<InputCommand> onReadInput(ReadInput query) {
        var loaded = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return files.read(query.file())
                                .map(bytes -> part(bytes, query.offset()))
                                .orElse(absent());
                    } catch (IOException unreadable) {
                        return absent();
                    }
                },
                disk);
        getContext().pipeToSelf(loaded, (part, failure) -> new Loaded(part == null ? absent() : part, query.replyTo()));
        return this;
    }

    private Behavior<InputCommand> onLoaded(Loaded command) {
        command.replyTo().tell(command.part());
        return this;
    }

    private static InputPart absent() {
        return InputPart.of(new byte[0], -1);
    }

    private static InputPart part(byte[] bytes, long offset) {
        int from = (int) Math.max(0, Math.min(bytes.length, offset));
        return InputPart.of(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART)), bytes.length);
    }
}
