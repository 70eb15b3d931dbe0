package io.systole.actors.fencer;

/** What whoever asks for a fencing knows of the target. */
public enum TargetSign {
    /** Nothing in particular: it may well be heard. */
    NONE,
    /** It is not heard; it may be dead, or alive and about to fence this node. */
    SILENT,
    /** Its process is gone, so that it fences nobody. */
    GONE
}
