package io.systole.policy.input;

import io.systole.cib.Cib;
import java.time.Instant;
import java.util.List;

/**
 * A cluster option whose value is not one of its kind.
 *
 * @param expected the values that it takes
 * @param byDefault what counts instead
 */
public record OptionFault(String name, String value, String expected, String byDefault) {

    /** All of a CIB, in the order of the options' names. */
    public static List<OptionFault> of(Cib cib, Instant now) {
        return OptionReader.faults(cib, now);
    }
}
