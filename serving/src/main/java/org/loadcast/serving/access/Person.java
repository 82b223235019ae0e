package org.loadcast.serving.access;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Somebody whose keys reach certain groups of meters: those that stand here at the moment of a request, whatever was true when
 * the key was made.
 *
 * @param name under which keys are made for this person
 * @param groups one or more, or {@value #ALL} alone for all meters
 */
public record Person(String name, Role role, SortedSet<String> groups) {

    /** In place of groups: all meters. */
    public static final String ALL = "*";

    private static final int LONGEST_NAME = 100;

    public Person {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "Name '" + name + "' of a person does not have 1 to " + LONGEST_NAME + " characters.");
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "Person '" + name + "' has no groups. Name the groups whose meters are seen, or * for all meters.");
        }
        if (groups.contains(ALL) && groups.size() > 1) {
            throw new IllegalArgumentException("Person '" + name + "' has * beside groups. Write either.");
        }
        if (role == Role.ADMIN && !groups.contains(ALL)) {
            throw new IllegalArgumentException("Person '" + name
                    + "' with role admin reaches all meters. Write * as groups, or choose viewer or operator.");
        }
    }

    /** Groups as a key has them: none for all meters. */
    SortedSet<String> keyGroups() {
        return groups.contains(ALL) ? new TreeSet<>() : groups;
    }
}
