package org.loadcast.training.blend;

/** How much time training may take for the last bit of accuracy. */
public enum Effort {
    /** Fewer trees on fewer rows: about a fifth of the time. */
    QUICK,
    /** What a service trains with. */
    STANDARD
}
