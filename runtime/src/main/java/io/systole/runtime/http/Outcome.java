package io.systole.runtime.http;

import java.util.List;

/** How a request to the cluster ended. */
public sealed interface Outcome {
    /** It was done. The text is for a human; it may be empty. */
    record Done(String text) implements Outcome {}

    /** It was not done, and nothing changed. */
    record Refused(List<Fault> faults) implements Outcome {
        public Refused {
            faults = List.copyOf(faults);
        }

        public static Refused because(String where, String found, String expected, String advice) {
            return new Refused(List.of(new Fault(where, found, expected, advice)));
        }
    }

    /** It was not done, since whoever asked may not do it; nothing changed. */
    record Forbidden(List<Fault> faults) implements Outcome {
        public Forbidden {
            faults = List.copyOf(faults);
        }
    }

    /** There is nothing of that name. */
    record NotFound(Fault fault) implements Outcome {}

    /** It was tried and failed. */
    record Failed(Fault fault) implements Outcome {}

    /** It may have been done, or may still be. */
    record Unknown(Fault fault) implements Outcome {}
}
