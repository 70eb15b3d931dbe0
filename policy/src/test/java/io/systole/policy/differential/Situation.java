package io.systole.policy.differential;

import java.util.List;

/**
 * What both planners are asked.
 *
 * @param name how it can be made again
 * @param cib the CIB as a document
 * @param pretended options of the simulation in pairs: {@code --node-fail}, {@code n1}...
 */
record Situation(String name, String cib, List<String> pretended) {
    Situation {
        pretended = List.copyOf(pretended);
    }

    Situation with(String otherCib, List<String> otherPretended) {
        return new Situation(name, otherCib, otherPretended);
    }
}
