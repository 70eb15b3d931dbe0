package io.systole.actors.remote.daemon;

import io.systole.actors.command.Commands;
import io.systole.actors.command.core.Call;
import io.systole.actors.command.core.CallWords;
import io.systole.actors.command.core.Reply;
import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.link.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the commands that the agents of a remote host call answered by the member that is connected. */
final class ForwardedCommands implements Commands {
    private record Open(Link link, CompletableFuture<Reply> answer) {}

    private final Supplier<@Nullable Link> member;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    ForwardedCommands(Supplier<@Nullable Link> member) {
        this.member = member;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Link link = member.get();
        if (link == null) {
            return CompletableFuture.failedStage(new IOException("no member of the cluster is connected"));
        }
        String id = Long.toString(ids.incrementAndGet());
        var answer = new CompletableFuture<Reply>();
        open.put(id, new Open(link, answer));
        var words = new ArrayList<String>();
        words.add(id);
        words.addAll(CallWords.of(call));
        link.send(new Frame("command", words));
        if (!link.isOpen()) {
            onClosed(link);
        }
        return answer;
    }

    void onAnswer(Frame frame) {
        Open asked = open.remove(frame.word(0));
        if (asked != null) {
            List<String> words = frame.words().subList(1, frame.words().size());
            asked.answer().completeAsync(() -> CallWords.reply(words));
        }
    }

    void onClosed(Link link) {
        open.forEach((id, asked) -> {
            if (asked.link() == link && open.remove(id, asked)) {
                asked.answer().completeExceptionally(new IOException("the member is no longer connected"));
            }
        });
    }
}
