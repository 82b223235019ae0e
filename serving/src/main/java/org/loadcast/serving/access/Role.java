package org.loadcast.serving.access;

import java.util.Locale;

/** What a key may do; each role may do what the ones before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Writes data, trains, promotes. */
    OPERATOR,
    /** Makes and revokes keys, reads the audit log. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The name in commands and JSON, such as {@code viewer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     *
     * @throws IllegalArgumentException with the roles that there are
     */
    public static Role parse(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("Role '" + label + "' is not known. Use viewer, operator or admin.");
    }
}
