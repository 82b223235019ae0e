package org.loadcast.serving.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that {@code powerstat} prints: a head that names the columns, then a line an interval with the time of day first and
 * the watts in the column {@code Watts}, with an {@code E} where it estimates them from a battery. Its summary is passed over.
 */
public final class PowerstatSource implements PowerSource {

    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");
    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)E?");
    private static final String FIRST = "Time";
    private static final String WATTS = "Watts";
    private static final Logger LOG = LoggerFactory.getLogger(PowerstatSource.class);

    private int column = -1;
    private double sum;
    private int count;
    private boolean ended;

    PowerstatSource() {}

    /** Reads {@code lines} in a thread of its own, to their end. */
    public static PowerstatSource start(Reader lines) {
        PowerstatSource source = new PowerstatSource();
        Thread reader = new Thread(() -> source.read(lines), "powerstat");
        reader.setDaemon(true);
        reader.start();
        return source;
    }

    /** Reads to the end of {@code lines}; when they break off, that is their end. */
    void read(Reader lines) {
        try (BufferedReader buffered = new BufferedReader(lines)) {
            for (String line = buffered.readLine(); line != null; line = buffered.readLine()) {
                take(line);
            }
        } catch (IOException broken) {
            LOG.warn("The output of powerstat breaks off: {}", broken.getMessage());
        } finally {
            end();
        }
    }

    private synchronized void end() {
        ended = true;
    }

    private synchronized void take(String line) {
        List<String> fields = Stream.of(line.strip().split("\\s+", -1)).toList();
        if (fields.get(0).equals(FIRST) && fields.contains(WATTS)) {
            column = fields.indexOf(WATTS);
        } else if (column >= 0
                && column < fields.size()
                && TIME.matcher(fields.get(0)).matches()) {
            Matcher watts = NUMBER.matcher(fields.get(column));
            if (watts.matches()) {
                sum += Double.parseDouble(watts.group(1));
                count++;
            }
        }
    }

    @Override
    public String description() {
        return "powerstat on standard input";
    }

    /** By the mean of the lines that came since the call before. */
    @Override
    public synchronized OptionalDouble joules(Duration sinceLast) {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        double watts = sum / count;
        sum = 0;
        count = 0;
        return OptionalDouble.of(watts * sinceLast.toNanos() / 1e9);
    }

    @Override
    public synchronized boolean hasEnded() {
        return ended && count == 0;
    }
}
