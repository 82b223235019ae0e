package org.loadcast.serving.ingest.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A topic with named levels: {@code home/{meter}/+/power}. A level is a text, {@code +} for any one, {@code {name}} for any
 * one that is remembered, with text around the braces if wanted ({@code plug-{meter}}); {@code #} at the end stands for any
 * number of levels. Immutable.
 */
final class TopicPattern {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final int LONGEST = 65_535;

    private final String text;
    private final List<Level> levels;
    private final boolean open;

    private TopicPattern(String text, List<Level> levels, boolean open) {
        this.text = text;
        this.levels = levels;
        this.open = open;
    }

    /** One level: a name between two texts; no name for a fixed text, an empty one for {@code +}. */
    private record Level(String before, Optional<String> name, String after) {

        boolean isFixed() {
            return name.isEmpty();
        }

        Optional<String> match(String level) {
            boolean fits = isFixed()
                    ? level.equals(before)
                    : level.length() > before.length() + after.length()
                            && level.startsWith(before)
                            && level.endsWith(after);
            return fits
                    ? Optional.of(level.substring(before.length(), level.length() - after.length()))
                    : Optional.empty();
        }
    }

    /** @throws IllegalArgumentException when the pattern is wrong, with what is right */
    static TopicPattern parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.startsWith("$")) {
            throw new IllegalArgumentException("Topic '" + text + "' is empty, too long or begins with $."
                    + " Use for example home/{meter}/power.");
        }
        List<Level> levels = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        String[] parts = text.split("/", -1);
        boolean open = parts[parts.length - 1].equals("#");
        for (int i = 0; i < parts.length - (open ? 1 : 0); i++) {
            Level level = level(text, parts[i]);
            if (level.name().filter(name -> !name.isEmpty() && !names.add(name)).isPresent()) {
                throw new IllegalArgumentException(
                        "Topic '" + text + "' has {" + level.name().get() + "} twice.");
            }
            levels.add(level);
        }
        return new TopicPattern(text, List.copyOf(levels), open);
    }

    private static Level level(String text, String part) {
        if (part.equals("+")) {
            return new Level("", Optional.of(""), "");
        }
        int open = part.indexOf('{');
        int close = part.indexOf('}');
        boolean named =
                open >= 0 && close > open && part.indexOf('{', open + 1) < 0 && part.indexOf('}', close + 1) < 0;
        String name = named ? part.substring(open + 1, close) : "";
        boolean wrong = named ? !NAME.matcher(name).matches() : open >= 0 || close >= 0;
        if (wrong || part.contains("+") || part.contains("#")) {
            throw new IllegalArgumentException("Level '" + part + "' of topic '" + text
                    + "' is not a text, +, {name} or text{name}text; # stands alone at the end, names are lower case.");
        }
        return named
                ? new Level(part.substring(0, open), Optional.of(name), part.substring(close + 1))
                : new Level(part, Optional.empty(), "");
    }

    /** The named levels of a topic that fits, given by all of its levels; empty for one that does not. */
    Optional<Map<String, String>> match(String[] parts) {
        if (open ? parts.length < levels.size() : parts.length != levels.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            Optional<String> value = level.match(parts[i]);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            level.name().filter(name -> !name.isEmpty()).ifPresent(name -> names.put(name, value.get()));
        }
        return Optional.of(names);
    }

    /** The names in the braces. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        levels.forEach(level -> level.name().filter(name -> !name.isEmpty()).ifPresent(names::add));
        return names;
    }

    /** What a broker is asked for: every level that is not fixed is {@code +}. */
    String filter() {
        List<String> parts = new ArrayList<>();
        levels.forEach(level -> parts.add(level.isFixed() ? level.before() : "+"));
        if (open) {
            parts.add("#");
        }
        return String.join("/", parts);
    }

    @Override
    public String toString() {
        return text;
    }
}
