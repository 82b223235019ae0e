package org.loadcast.serving.access;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A key as it is kept: everything but the secret.
 *
 * @param id public part of the key
 * @param name whom or what it is for
 * @param groups of the meters that it reaches; empty for all meters
 * @param person whom it was made for, whose role and groups count in place of its own; empty for a key by itself
 * @param secretSha256 digest of the whole key in hex digits
 * @param revokedAt when it stopped to work
 */
public record ApiKey(
        String id,
        String name,
        Role role,
        SortedSet<String> groups,
        Optional<String> person,
        String secretSha256,
        Instant createdAt,
        Optional<Instant> revokedAt) {

    private static final int LONGEST_NAME = 100;

    public ApiKey {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("Name '" + name + "' of a key does not have 1 to " + LONGEST_NAME
                    + " characters. Say whom or what it is for, such as grafana.");
        }
        if (role == Role.ADMIN && !groups.isEmpty()) {
            throw new IllegalArgumentException("A key with role admin reaches all meters, but is limited to "
                    + String.join(", ", groups) + ". Leave the groups out or choose viewer or operator.");
        }
    }

    public boolean works() {
        return revokedAt.isEmpty();
    }

    /** The same key, which stopped to work. */
    public ApiKey revoked(Instant at) {
        return new ApiKey(id, name, role, groups, person, secretSha256, createdAt, Optional.of(at));
    }

    /** The same key with what {@code owner} may do and see. */
    ApiKey reaching(Person owner) {
        return new ApiKey(id, name, owner.role(), owner.keyGroups(), person, secretSha256, createdAt, revokedAt);
    }

    /** Who comes with this key. */
    public Visitor visitor() {
        return new Visitor(name + " (" + id + ")", role, groups);
    }
}
