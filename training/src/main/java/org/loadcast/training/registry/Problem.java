package org.loadcast.training.registry;

/**
 * Something in the registry that is not as it was written.
 *
 * @param where a model id, a key or a file
 * @param what the fault and its remedy
 */
public record Problem(String where, String what) {

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
