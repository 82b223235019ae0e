package org.loadcast.serving.ingest.decode;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loadcast.features.meter.MeterId;

/** Makes a meter's id from the named levels of a topic: {@code {site}-{meter}}. */
record MeterTemplate(String text) {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9_]*)}");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\p{L}\\p{N}._:@-]+");
    private static final Pattern NOT_FIRST = Pattern.compile("^[^\\p{L}\\p{N}_]+");
    private static final int LONGEST = 128;

    MeterTemplate {
        String rest = NAME.matcher(text).replaceAll("");
        if (text.isBlank() || rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException(
                    "Meter '" + text + "' is not a text with {names}, such as {site}-{meter}.");
        }
    }

    /** The names in the braces. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The meter; what an id may not hold becomes {@code _}. */
    MeterId fill(Map<String, String> values) throws UndecodableException {
        Matcher matcher = NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = values.getOrDefault(name, "");
            if (value.isBlank()) {
                throw new UndecodableException("There is no " + name + " for the name of the meter, " + text + ".");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(filled);
        return named(filled.toString());
    }

    /** The meter of a name that a device gave itself. */
    static MeterId named(String name) throws UndecodableException {
        String clean = NOT_FIRST
                .matcher(NOT_ALLOWED.matcher(name.strip()).replaceAll("_"))
                .replaceAll("_");
        String cut = clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
        try {
            return MeterId.of(cut);
        } catch (IllegalArgumentException wrong) {
            throw new UndecodableException("There is no name of a meter: " + wrong.getMessage());
        }
    }
}
