package io.systole.splitbrain.arbiter.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Ring;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The numbers under which a side appears before the arbiter. All nodes of one side come to the same ones, since they know
 * the same list and the same runs; another run of a node makes another ring.
 */
final class ArbiterSide {
    private ArbiterSide() {}

    /** A node's number: its place among the names of all nodes in their order, from 1. */
    static int number(List<NodeName> all, NodeName node) {
        int place = all.indexOf(node);
        if (place < 0) {
            throw new IllegalArgumentException("arbiter: " + node + " is not in the node list " + all);
        }
        return place + 1;
    }

    static List<Integer> numbers(List<NodeName> all, SortedSet<NodeName> nodes) {
        var numbers = new ArrayList<Integer>();
        nodes.forEach(node -> numbers.add(number(all, node)));
        return numbers;
    }

    /** The lowest number of the side, and the first 63 bits of a digest of who is in it, each with its run. */
    static RingId ring(List<NodeName> all, Ring ring) {
        if (ring.runs().isEmpty()) return new RingId(0, 0);
        var text = new StringBuilder();
        ring.runs()
                .forEach(
                        (node, run) -> text.append(node).append('=').append(run).append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return new RingId(
                    number(all, ring.runs().firstKey()), ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
