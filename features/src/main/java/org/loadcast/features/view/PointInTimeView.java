package org.loadcast.features.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.loadcast.features.calendar.DayTypes;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * A meter's history as it was known at a cutoff.
 *
 * <p>Values are addressed by index on the load's raster ({@link #grid}): 0 is the first stored interval, indices at and
 * after {@link #cutoffIndex} lie in the future. A value that was not known at the cutoff reads as NaN ("missing"), whatever
 * the store holds today. Thread-safe.
 */
public final class PointInTimeView {

    private final MeterHistory history;
    private final Instant cutoff;
    private final long cutoffSecond;
    private final long weatherSecond;
    private final int cutoffIndex;

    PointInTimeView(MeterHistory history, Instant cutoff, Instant weatherKnownUntil) {
        this.history = history;
        this.cutoff = cutoff;
        this.cutoffSecond = cutoff.getEpochSecond();
        this.weatherSecond = weatherKnownUntil.getEpochSecond();
        this.cutoffIndex = history.grid().indexOf(cutoff);
    }

    /**
     * The view of an earlier cutoff, for training on the past.
     *
     * <p>Load ends at {@code earlier}. Where weather is known ahead but no stored forecast covers an interval, the weather
     * measured up to <em>this</em> view's cutoff stands in for it ("perfect prognosis"); nothing later is ever shown.
     *
     * @throws IllegalArgumentException when {@code earlier} is after this view's cutoff
     */
    public PointInTimeView replay(Instant earlier) {
        if (earlier.isAfter(cutoff)) {
            throw new IllegalArgumentException("Replay at " + earlier + " is later than the view's cutoff " + cutoff
                    + ". A view can only be replayed at an earlier moment.");
        }
        boolean weatherAhead = history.futureWeather() != FutureWeather.NONE;
        return new PointInTimeView(history, earlier, weatherAhead ? Instant.ofEpochSecond(weatherSecond) : earlier);
    }

    public Meter meter() {
        return history.meter();
    }

    public ZoneId zone() {
        return history.meter().zone();
    }

    /** Kinds of local days by the meter's holiday calendar. */
    public DayTypes days() {
        return history.days();
    }

    /** The meter's wall clock by index. */
    public LocalClock clock() {
        return history.clock();
    }

    public Instant cutoff() {
        return cutoff;
    }

    public FutureWeather futureWeather() {
        return history.futureWeather();
    }

    /** The raster that indices refer to. Its length says what is stored, not what is known: use {@link #cutoffIndex}. */
    public TimeGrid grid() {
        return history.grid();
    }

    public Duration step() {
        return history.grid().step();
    }

    /** Index of the first interval that had not ended at the cutoff. */
    public int cutoffIndex() {
        return cutoffIndex;
    }

    /** Mean load in kW of interval {@code index}; NaN when it is missing or had not ended at the cutoff. */
    public double load(int index) {
        return index < cutoffIndex ? history.loadAt(index) : Double.NaN;
    }

    /** Whether readings are finer than the intervals, so that it is known how the load ended in some. */
    public boolean knowsEnds() {
        return history.knowsEnds();
    }

    /**
     * Mean load in kW of {@code part} of interval {@code index}; NaN when it is missing or the interval had not ended at the cutoff.
     *
     * @param part for example {@link IntervalEnds#third}
     */
    public double end(int index, Function<IntervalEnds, LoadSeries> part) {
        return index < cutoffIndex ? history.endAt(index, part) : Double.NaN;
    }

    /**
     * Mean load in kW over the indices {@code [from, to)}, cut at the cutoff; NaN when less than half of it is there. Takes
     * constant time.
     */
    public double meanLoad(int from, int to) {
        return history.meanLoad(from, Math.min(to, cutoffIndex));
    }

    /** Mean absolute load in kW over {@code [from, to)}, under the rules of {@link #meanLoad}. */
    public double meanMagnitude(int from, int to) {
        return history.meanMagnitude(from, Math.min(to, cutoffIndex));
    }

    /** The weather columns that exist, in a fixed order. */
    public List<WeatherKey> weatherKeys() {
        return history.weatherKeys();
    }

    /**
     * Weather of column {@code column} at interval {@code index}: measured where that was known at the cutoff, else what
     * the history allows to be known ahead (see {@link FutureWeather}); NaN when neither is there. A price is known from its
     * announcement on, and nothing else stands in for it.
     */
    public double weather(int column, int index) {
        double measured = history.observedWeather(column, index, cutoffSecond);
        if (index < cutoffIndex && !Double.isNaN(measured)) {
            return measured;
        }
        return switch (history.futureWeather()) {
            case ACTUAL -> actualOrAnnounced(column, index);
            case FORECAST -> forecastOrPrognosis(column, index);
            case NONE -> isPrice(column) ? history.forecastWeather(column, index, cutoffSecond) : measured;
        };
    }

    private boolean isPrice(int column) {
        return history.weatherKeys().get(column).isPrice();
    }

    private double actualOrAnnounced(int column, int index) {
        double actual = history.observedWeather(column, index, Long.MAX_VALUE - 1);
        return Double.isNaN(actual) && isPrice(column) ? history.forecastWeather(column, index, cutoffSecond) : actual;
    }

    private double forecastOrPrognosis(int column, int index) {
        double forecast = history.forecastWeather(column, index, cutoffSecond);
        return Double.isNaN(forecast) && !isPrice(column)
                ? history.observedWeather(column, index, weatherSecond)
                : forecast;
    }
}
