package org.loadcast.training.forecaster.weka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TrainingSet;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.converters.ArffLoader;

class ArffExportTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final LeadWindow DAY = new LeadWindow(Duration.ofHours(12), Duration.ofHours(1), 24);
    private static final int MISSING_HOUR = 7 * 24 + 5;

    @Test
    void wekaReadsEveryMeasuredTargetWithItsFeatures() throws IOException {
        TrainingSet set = days(5, 6);
        StringWriter text = new StringWriter();

        ArffExport.write(set, text);

        Instances table = load(text.toString());
        List<String> columns = set.examples().get(0).features().columns();
        assertThat(table.relationName()).isEqualTo("load of o_brien");
        assertThat(table.numAttributes()).isEqualTo(columns.size() + 3);
        assertThat(table.attribute(0).type()).isEqualTo(Attribute.DATE);
        assertThat(table.size()).isEqualTo(2 * 24 - 1); // one hour is missing
        assertThat(table.get(0).stringValue(0)).isEqualTo("2024-01-06T12:00:00Z");
        assertThat(table.get(0).stringValue(1)).isEqualTo("2024-01-07T00:00:00Z");
        assertThat(table.get(3).value(table.attribute("load_kw"))).isEqualTo(6 * 24 + 3);
        int lastWeek = columns.indexOf("lag.day_7");
        assertThat(table.get(0).isMissing(2 + lastWeek)).isTrue();
        float hour = set.examples().get(0).features().get(3, columns.indexOf("cal.hour"));
        // ARFF holds the shortest decimal of the same float.
        assertThat(table.get(3).value(table.attribute("cal.hour"))).isCloseTo(hour, within(1e-6));
    }

    @Test
    void anEmptySetIsRefused() {
        assertThatThrownBy(() -> ArffExport.write(days(400, 401), new StringWriter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to export");
    }

    private static Instances load(String arff) throws IOException {
        ArffLoader loader = new ArffLoader();
        loader.setSource(new ByteArrayInputStream(arff.getBytes(StandardCharsets.UTF_8)));
        return loader.getDataSet();
    }

    /** The examples of noon on days {@code from} to {@code to} of a load that counts the hours, with one hour missing. */
    private static TrainingSet days(int from, int to) {
        TimeGrid grid = new TimeGrid(START, Duration.ofHours(1), 24 * 12);
        LoadSeries.Builder load = LoadSeries.builder(grid);
        IntStream.range(0, grid.length()).filter(i -> i != MISSING_HOUR).forEach(i -> load.set(i, i));
        MeterHistory history = new MeterHistory(
                Meter.builder(MeterId.of("o_brien")).build(),
                HolidayCalendar.none(),
                load.build(),
                List.of(),
                List.of(),
                FutureWeather.NONE);
        List<Instant> cutoffs = IntStream.rangeClosed(from, to)
                .mapToObj(day -> START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12)))
                .toList();
        return new TrainingSet(history.asOf(grid.end()), DAY, cutoffs);
    }
}
