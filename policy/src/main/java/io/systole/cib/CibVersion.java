package io.systole.cib;

/** The version of a CIB: compared by admin epoch, then epoch, then number of updates. */
public record CibVersion(long adminEpoch, long epoch, long numUpdates) implements Comparable<CibVersion> {

    @Override
    public int compareTo(CibVersion other) {
        int byAdmin = Long.compare(adminEpoch, other.adminEpoch);
        int byEpoch = byAdmin != 0 ? byAdmin : Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(numUpdates, other.numUpdates);
    }

    @Override
    public String toString() {
        return adminEpoch + "." + epoch + "." + numUpdates;
    }
}
