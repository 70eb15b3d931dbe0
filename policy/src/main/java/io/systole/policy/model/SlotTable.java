package io.systole.policy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table by text key whose walk order is that of the table which the reference uses, so that ties are decided
 * alike: power-of-two sizes, first slot by a prime modulus, quadratic probing, marks for removed keys.
 */
public final class SlotTable<V> {
    private static final int SIZE_MIN = 8;
    private static final int UNUSED = 0;
    private static final int REMOVED = 1;
    private static final int[] PRIMES = {
        7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071, 262139
    };

    private int size = SIZE_MIN;
    private int[] hashes = new int[SIZE_MIN];
    private @Nullable String[] keys = new @Nullable String[SIZE_MIN];
    private @Nullable Object[] values = new @Nullable Object[SIZE_MIN];
    private int count;
    private int used;

    /** The same table: the same keys in the same slots. */
    SlotTable<V> copy() {
        SlotTable<V> copy = new SlotTable<>();
        copy.size = size;
        copy.hashes = hashes.clone();
        copy.keys = keys.clone();
        copy.values = values.clone();
        copy.count = count;
        copy.used = used;
        return copy;
    }

    /** The hash of a key: bytes as signed numbers; the values 0 and 1 are marks and become 2. */
    static int hash(String key) {
        int h = 0;
        for (byte b : key.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            h = 31 * h + b;
        }
        return h == UNUSED || h == REMOVED ? 2 : h;
    }

    private static int firstSlot(int hash, int size) {
        int prime = PRIMES[Integer.numberOfTrailingZeros(size) - 3];
        return Integer.remainderUnsigned(hash * 11, prime);
    }

    private int find(String key, int hash) {
        int slot = firstSlot(hash, size);
        int removed = -1;
        for (int step = 1; hashes[slot] != UNUSED; step++) {
            if (hashes[slot] == hash && key.equals(keys[slot])) {
                return slot;
            }
            if (hashes[slot] == REMOVED && removed < 0) {
                removed = slot;
            }
            slot = (slot + step) & (size - 1);
        }
        return removed >= 0 ? removed : slot;
    }

    @SuppressWarnings("unchecked")
    private V value(int slot) {
        return (V) java.util.Objects.requireNonNull(values[slot]);
    }

    public @Nullable V get(String key) {
        int slot = find(key, hash(key));
        return keys[slot] == null ? null : value(slot);
    }

    public void put(String key, V value) {
        int hash = hash(key);
        int slot = find(key, hash);
        int before = hashes[slot];
        boolean fresh = before == UNUSED;
        if (fresh || before == REMOVED) {
            count++;
        }
        hashes[slot] = hash;
        keys[slot] = key;
        values[slot] = value;
        if (fresh) {
            used++;
            resizeIfNeeded();
        }
    }

    public void remove(String key) {
        int slot = find(key, hash(key));
        if (keys[slot] != null) {
            hashes[slot] = REMOVED;
            keys[slot] = null;
            values[slot] = null;
            count--;
            resizeIfNeeded();
        }
    }

    public int count() {
        return count;
    }

    /** The values in slot order. */
    public List<V> values() {
        List<V> all = new ArrayList<>(count);
        for (int slot = 0; slot < size; slot++) {
            if (keys[slot] != null) {
                all.add(value(slot));
            }
        }
        return all;
    }

    public void forEach(BiConsumer<String, V> visitor) {
        for (int slot = 0; slot < size; slot++) {
            String key = keys[slot];
            if (key != null) {
                visitor.accept(key, value(slot));
            }
        }
    }

    private void resizeIfNeeded() {
        if (size <= used + used / 16 || (size > 4 * count && size > SIZE_MIN)) {
            int wanted = Math.max(SIZE_MIN, Integer.highestOneBit((int) (count * 1.333)) << 1);
            resize(wanted);
        }
    }

    /** Moves each key to its first slot of the new size, evicting keys that were not moved yet. */
    private void resize(int newSize) {
        int oldSize = size;
        size = newSize;
        int room = Math.max(oldSize, newSize);
        int[] h = Arrays.copyOf(hashes, room);
        @Nullable String[] k = Arrays.copyOf(keys, room);
        @Nullable Object[] v = Arrays.copyOf(values, room);
        boolean[] moved = new boolean[room];
        for (int slot = 0; slot < oldSize; slot++) {
            if (k[slot] == null) {
                h[slot] = UNUSED;
                continue;
            }
            if (moved[slot]) {
                continue;
            }
            move(slot, h, k, v, moved);
        }
        hashes = Arrays.copyOf(h, newSize);
        keys = Arrays.copyOf(k, newSize);
        values = Arrays.copyOf(v, newSize);
        used = count;
    }

    private void move(int from, int[] h, @Nullable String[] k, @Nullable Object[] v, boolean[] moved) {
        int hash = h[from];
        String key = k[from];
        Object value = v[from];
        h[from] = UNUSED;
        k[from] = null;
        v[from] = null;
        while (key != null) {
            int slot = firstSlot(hash, size);
            for (int step = 1; moved[slot]; step++) {
                slot = (slot + step) & (size - 1);
            }
            int nextHash = h[slot];
            String nextKey = k[slot];
            Object nextValue = v[slot];
            h[slot] = hash;
            k[slot] = key;
            v[slot] = value;
            moved[slot] = true;
            hash = nextHash;
            key = nextKey;
            value = nextValue;
        }
    }
}
