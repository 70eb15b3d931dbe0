package io.systole.actors.cib.wire;

import java.util.List;

/** How new the sender's knowledge of each node is that does not speak for itself. */
public record WardNumbers(int schema, String from, List<WardNumber> numbers) implements WardWord {
    public WardNumbers {
        numbers = List.copyOf(numbers);
    }
}
