package io.systole.runtime.takeover.core;

import java.util.List;

/**
 * One node of the list.
 *
 * @param id Corosync's, 0 where none is given
 * @param line where it stands
 */
record TakenNode(String name, long id, List<String> addresses, int votes, int line) {
    TakenNode {
        addresses = List.copyOf(addresses);
    }
}
