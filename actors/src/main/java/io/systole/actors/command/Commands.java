package io.systole.actors.command;

import io.systole.actors.command.core.Call;
import io.systole.actors.command.core.Reply;
import java.util.concurrent.CompletionStage;

/** Answers calls of commands. */
public interface Commands {
    /** What the client is to be told: what it says, or what it is to read. Fails where there is no node to ask. */
    CompletionStage<Reply> run(Call call);
}
