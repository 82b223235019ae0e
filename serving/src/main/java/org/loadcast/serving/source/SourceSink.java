package org.loadcast.serving.source;

import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.weather.WeatherTable;

/** Takes what a {@link SourceFormat} reads. Not thread-safe. */
public interface SourceSink {

    /** What is known about a meter; it is entered when its first value comes and the directory has no such meter. */
    void meter(Meter facts);

    /**
     * Mean power of an interval. The same meter and second again replaces it.
     *
     * @param epochSecond start of the interval
     * @param kilowatts consumption positive
     * @throws IllegalArgumentException when it is no number, or beyond all reason
     */
    void power(MeterId meter, long epochSecond, double kilowatts);

    /**
     * State of an energy counter.
     *
     * @param epochSecond when it was read
     * @param kilowattHours a counter of generation is negative, and falls
     * @throws IllegalArgumentException when it is no number, or beyond all reason
     */
    void counter(MeterId meter, long epochSecond, double kilowattHours);

    /** Weather that came with the load. */
    void weather(WeatherTable table);

    /**
     * A row that is left out.
     *
     * @param file the file, or part of a source, that it stands in
     * @param line its line, from 1
     * @param reason what is wrong, what was expected, and the remedy
     */
    void reject(String file, long line, String reason);

    /** What the person should know about the source as a whole; told when it has been read. */
    void note(String text);

    /** Makes all that was handed over so far durable. */
    void flush();

    /** What was pulled from sources before, and what is missing. */
    PullLog pulls();
}
