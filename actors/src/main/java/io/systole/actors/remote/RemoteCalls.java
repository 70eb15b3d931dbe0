package io.systole.actors.remote;

import io.systole.actors.command.Commands;
import io.systole.actors.command.core.Call;
import io.systole.actors.command.core.CallWords;
import io.systole.actors.command.core.Exit;
import io.systole.actors.command.core.Reply;
import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.link.Link;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;

/** Answers the commands that agents of a remote host call. Its agents hear the answer before their result is sent. */
final class RemoteCalls {
    private RemoteCalls() {}

    static void answer(Commands commands, NodeName remote, Link link, Frame frame) {
        String id = frame.word(0);
        Call call = CallWords.call(
                frame.words().subList(1, frame.words().size()), remote, Instant.now(), ZoneId.systemDefault());
        commands.run(call)
                .exceptionally(failure -> new Reply.Said(Exit.DISCONNECTED, "", failure.getMessage() + "\n", null))
                .thenAccept(reply -> {
                    var words = new ArrayList<String>();
                    words.add(id);
                    words.addAll(CallWords.of(reply));
                    link.send(new Frame("answer", words));
                });
    }
}
