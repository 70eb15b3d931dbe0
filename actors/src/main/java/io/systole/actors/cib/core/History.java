package io.systole.actors.cib.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes that led to the configuration, oldest first, as many as are remembered. Never changed, only copied, and a
 * copy with one more shares all but the newest few.
 */
public final class History {
    /** How many changes are remembered, at most. */
    public static final int CHANGES_MAX = 10_000;

    private static final int BLOCK = 128;
    private static final History EMPTY = new History(List.of(), List.of());

    private final List<Block> blocks;
    private final List<PastChange> newest;

    /** Changes that will not become more, and which request led to which. */
    private record Block(List<PastChange> changes, Map<String, PastChange> ofRequests) {
        static Block of(List<PastChange> changes) {
            Map<String, PastChange> ofRequests = new HashMap<>();
            changes.forEach(change -> ofRequests.put(change.request(), change));
            return new Block(List.copyOf(changes), Map.copyOf(ofRequests));
        }
    }

    private History(List<Block> blocks, List<PastChange> newest) {
        this.blocks = blocks;
        this.newest = newest;
    }

    public static History empty() {
        return EMPTY;
    }

    public static History of(List<PastChange> changes) {
        return EMPTY.with(changes);
    }

    History with(PastChange change) {
        List<PastChange> more = new ArrayList<>(newest);
        more.add(change);
        if (more.size() < BLOCK) {
            return new History(blocks, List.copyOf(more));
        }
        List<Block> all = new ArrayList<>(blocks);
        all.add(Block.of(more));
        return new History(
                List.copyOf(all.size() * BLOCK > CHANGES_MAX + BLOCK ? all.subList(1, all.size()) : all), List.of());
    }

    History with(List<PastChange> changes) {
        History history = this;
        for (PastChange change : changes) {
            history = history.with(change);
        }
        return history;
    }

    /** The change that a request led to, if it did and is remembered. */
    Optional<PastChange> ofRequest(String request) {
        for (int i = newest.size() - 1; i >= 0; i--) {
            if (newest.get(i).request().equals(request)) {
                return Optional.of(newest.get(i));
            }
        }
        for (int b = blocks.size() - 1; b >= 0; b--) {
            PastChange change = blocks.get(b).ofRequests().get(request);
            if (change != null) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    /** All that is remembered, oldest first. */
    public List<PastChange> list() {
        List<PastChange> all = new ArrayList<>();
        blocks.forEach(block -> all.addAll(block.changes()));
        all.addAll(newest);
        return List.copyOf(all);
    }
}
