package io.systole.fencing.sbd;

import io.systole.fencing.sbd.format.SbdMessage;
import java.io.IOException;
import java.util.List;

/**
 * Ends a node that is not a host of its own, as in demonstrations and tests: a program of its own kills the node's process
 * first, which would only start again what is killed, and then every process that carries the node's mark in its
 * environment, until none is left. Not for production: what does not carry the mark goes on.
 */
public final class NodePower implements SelfFence {
    /** Twice nothing: a process that is just being replaced by another program shows no environment for a moment. */
    private static final String REAPER = """
            mark=$1 clean=0 tries=0
            kill -KILL "$2" 2>/dev/null
            while [ $clean -lt 2 ] && [ $tries -lt 500 ]; do
                left=$(grep -lzxF -e "$mark" /proc/[0-9]*/environ 2>/dev/null | sed 's,[^0-9],,g')
                if [ -z "$left" ]; then clean=$((clean + 1)); else clean=0; kill -KILL $left 2>/dev/null; fi
                tries=$((tries + 1))
                sleep 0.02
            done
            """;

    private final String mark;
    private final long pid;
    private final Runnable halt;

    /**
     * Ends this process and what carries this mark.
     *
     * @param mark {@code NAME=VALUE} that all processes of this node but this one carry, and no others
     */
    public NodePower(String mark) {
        this(mark, ProcessHandle.current().pid(), () -> Runtime.getRuntime().halt(1));
    }

    NodePower(String mark, long pid, Runnable halt) {
        this.mark = mark;
        this.pid = pid;
        this.halt = halt;
    }

    @Override
    public void die(SbdMessage how) {
        try {
            new ProcessBuilder(List.of("setsid", "sh", "-c", REAPER, "reaper", mark, Long.toString(pid)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException impossible) {
            // What the node started goes on; the others fence the node.
        }
        halt.run();
    }

    @Override
    public boolean endsHost() {
        return false;
    }
}
