package org.loadcast.serving.alert;

import java.util.Locale;

/** How far an alert has come. */
public enum AlertState {
    OPEN,
    /** Still so, and somebody knows. */
    ACKNOWLEDGED,
    RESOLVED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException with the states that there are
     */
    public static AlertState parse(String label) {
        for (AlertState state : values()) {
            if (state.label().equals(label)) {
                return state;
            }
        }
        throw new IllegalArgumentException("State '" + label + "' is not known. Use open, acknowledged or resolved.");
    }
}
