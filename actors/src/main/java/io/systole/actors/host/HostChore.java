package io.systole.actors.host;

import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** One thing that a node can be asked about its host. */
@FunctionalInterface
public interface HostChore {
    /** The answer; a stage that fails says why there is none. Never waits in the caller's thread. */
    CompletionStage<byte[]> run(SortedMap<String, String> words);
}
