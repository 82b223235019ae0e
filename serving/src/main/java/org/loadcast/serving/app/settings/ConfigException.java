package org.loadcast.serving.app.settings;

import java.util.List;

/** The configuration cannot be used; holds everything that is wrong with it. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings, which is serializable
    private final List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
