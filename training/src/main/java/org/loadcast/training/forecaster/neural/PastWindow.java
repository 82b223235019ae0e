package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.view.WeatherKey;
import org.loadcast.training.forecaster.LeadWindow;

/**
 * What a sequence network sees of the past: a row for every block of time that ends at the cutoff, oldest first.
 *
 * <p>Columns: the loads of the block's steps, then of each weather variable the mean over stations and steps, then sine and
 * cosine of the local hour (twice), the weekday from 0 to 6 and the kind of day; NaN = missing.
 *
 * @param blocks number of rows
 * @param blockSteps steps of a row: two hours, so that a week stays short; one step where only the next step is asked
 * @param variables weather variables that have a column
 */
record PastWindow(int blocks, int blockSteps, List<String> variables) {

    private static final Duration BLOCK = Duration.ofHours(2);
    private static final int NEXT_STEP_BLOCKS = 96;
    private static final int MOST_VARIABLES = 12;
    private static final int CALENDAR_COLUMNS = 6;

    PastWindow {
        variables = List.copyOf(variables);
    }

    /** The past that suits forecasts of {@code window}. */
    static PastWindow of(LeadWindow window, int days, PointInTimeView view) {
        int perDay = view.grid().stepsPerDay();
        List<String> variables = view.weatherKeys().stream()
                .map(WeatherKey::variable)
                .distinct()
                .limit(MOST_VARIABLES)
                .toList();
        if (window.isNear()) {
            return new PastWindow(Math.max(1, Math.min(NEXT_STEP_BLOCKS, days * perDay)), 1, variables);
        }
        int blockSteps = Math.max(1, Math.toIntExact(BLOCK.dividedBy(view.step())));
        return new PastWindow(Math.max(1, days * perDay / blockSteps), blockSteps, variables);
    }

    int width() {
        return blockSteps + variables.size() + CALENDAR_COLUMNS;
    }

    /** For every column its number of classes, as {@link InputScale#fit} wants them. */
    int[] classes() {
        int[] classes = new int[width()];
        classes[width() - 2] = 7;
        classes[width() - 1] = 8;
        return classes;
    }

    /** The rows that {@code view} shows, blocks x {@link #width}, loads divided by {@code level}. */
    float[] read(PointInTimeView view, double level) {
        List<int[]> stations = stations(view);
        float[] rows = new float[blocks * width()];
        int first = view.cutoffIndex() - blocks * blockSteps;
        for (int block = 0; block < blocks; block++) {
            int from = first + block * blockSteps;
            int at = block * width();
            for (int step = 0; step < blockSteps; step++) {
                rows[at++] = (float) (view.load(from + step) / level);
            }
            for (int[] columns : stations) {
                rows[at++] = (float) meanWeather(view, columns, from);
            }
            putCalendar(view, from, rows, at);
        }
        return rows;
    }

    /** For every variable the columns of its stations, none where this meter lacks it. */
    private List<int[]> stations(PointInTimeView view) {
        List<WeatherKey> keys = view.weatherKeys();
        return variables.stream()
                .map(variable -> IntStream.range(0, keys.size())
                        .filter(k -> keys.get(k).variable().equals(variable))
                        .toArray())
                .toList();
    }

    private double meanWeather(PointInTimeView view, int[] columns, int from) {
        double sum = 0;
        int count = 0;
        for (int column : columns) {
            for (int step = 0; step < blockSteps; step++) {
                double value = view.weather(column, from + step);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static void putCalendar(PointInTimeView view, int index, float[] rows, int at) {
        LocalClock clock = view.clock();
        double angle = 2 * Math.PI * clock.hour(index) / 24;
        rows[at] = (float) Math.sin(angle);
        rows[at + 1] = (float) Math.cos(angle);
        rows[at + 2] = (float) Math.sin(2 * angle);
        rows[at + 3] = (float) Math.cos(2 * angle);
        rows[at + 4] = clock.weekday(index) - 1;
        rows[at + 5] = view.days().kind(clock.epochDay(index));
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(blocks);
        out.writeInt(blockSteps);
        out.writeInt(variables.size());
        for (String variable : variables) {
            out.writeUTF(variable);
        }
    }

    static PastWindow read(DataInput in) throws IOException {
        int blocks = Numbers.readCount(in);
        int blockSteps = Numbers.readCount(in);
        List<String> variables = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            variables.add(in.readUTF());
        }
        return new PastWindow(blocks, blockSteps, variables);
    }
}
