package org.loadcast.features.setting;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting, as people are told of it.
 *
 * @param name dotted, below its group; a word in capitals stands for any name, as in {@code schedule.GROUP}
 * @param values what may stand there, with its unit
 * @param without what counts when nothing stands there
 * @param literal whether {@code without} is a value that could be written down, rather than a description of one
 * @param meaning what it is for
 */
public record Setting(String name, String values, String without, boolean literal, String meaning) {

    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9_]*|[A-Z]+)(\\.([a-z][a-z0-9_]*|[A-Z]+))*");

    public Setting {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Setting '" + name + "' is not named like drift.window, or schedule.GROUP for any group.");
        }
    }

    /** A setting that has a usual value, whose text would mean the same if it were written down. */
    public static Setting usually(String name, String values, Object usual, String meaning) {
        return new Setting(name, values, String.valueOf(usual), true, meaning);
    }

    /** A setting that is nothing, or something that is found out, when it is not there. */
    public static Setting without(String name, String values, String otherwise, String meaning) {
        return new Setting(name, values, otherwise, false, meaning);
    }

    /** The same with the name of its group before its own. */
    public Setting in(String group) {
        return new Setting(group + "." + name, values, without, literal, meaning);
    }

    /** Whether {@code other}, a name without capitals, is this setting's, or one of those that it stands for. */
    public boolean isNamed(String other) {
        return pattern("\\.").matcher(other).matches();
    }

    /**
     * The name of this setting that a variable means.
     *
     * @param other a name with underscores in place of dots, such as {@code schedule_north}
     * @return such as {@code schedule.north}; empty when the variable is of another setting
     */
    public Optional<String> namedBy(String other) {
        Matcher found = pattern("_").matcher(other);
        if (!found.matches()) {
            return Optional.empty();
        }
        StringJoiner dotted = new StringJoiner(".");
        int group = 0;
        for (String word : words()) {
            dotted.add(isPlaceholder(word) ? found.group(++group) : word);
        }
        return Optional.of(dotted.toString());
    }

    private Pattern pattern(String dot) {
        return Pattern.compile(words().stream()
                .map(word -> isPlaceholder(word) ? "(.+)" : Pattern.quote(word))
                .collect(Collectors.joining(dot)));
    }

    private List<String> words() {
        return List.of(name.split("\\.", -1));
    }

    private static boolean isPlaceholder(String word) {
        return Character.isUpperCase(word.charAt(0));
    }
}
