package org.loadcast.features.quality;

/** How much a finding takes away from the values of its interval. */
public enum Severity {
    /** Good to know; the values that are there can be used. */
    NOTE,
    /** The values are probably wrong or say nothing about the usual load; a training may leave them out. */
    SUSPECT
}
