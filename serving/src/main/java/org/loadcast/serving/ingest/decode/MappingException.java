package org.loadcast.serving.ingest.decode;

import java.util.List;

/** A mapping cannot be used; the message holds everything that is wrong with it. */
public final class MappingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings, which is serializable
    private final List<String> problems;

    MappingException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem with the rule that it is in. */
    public List<String> problems() {
        return problems;
    }
}
