package io.systole.policy.model;

import java.util.SortedMap;
import java.util.TreeMap;

/** A ticket of multi-site clusters and its state. */
public final class PlanTicket {
    public final String id;
    public boolean granted;
    public boolean standby;
    public long lastGranted = -1;
    public final SortedMap<String, String> state = new TreeMap<>();

    public PlanTicket(String id) {
        this.id = id;
    }
}
