package org.loadcast.serving.site;

import java.util.List;

/** Sites, groups and access that cannot be put into force; tells every problem, with its place where it has one. */
public final class SiteBookException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public SiteBookException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
