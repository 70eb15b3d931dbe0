package io.systole.agents.code;

import org.jspecify.annotations.Nullable;

/** Threads for the code of agents: none is used twice, so that an interrupt meets nobody else, and none keeps the program. */
final class AgentThreads {
    private AgentThreads() {}

    /** May throw an OutOfMemoryError where the host has no room for one more. */
    static Thread started(String name, @Nullable ClassLoader loader, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        return thread;
    }
}
