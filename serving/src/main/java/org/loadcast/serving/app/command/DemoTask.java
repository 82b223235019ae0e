package org.loadcast.serving.app.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.serving.app.files.SimulationFiles;

/** The backtest of the demo: every noon of the last two weeks the whole next day, with the weather forecast of that noon. */
final class DemoTask {

    private static final int DAYS = 14;
    private static final int HISTORY_DAYS = 120;

    private final DistrictPlan plan;
    private final List<MeterId> meters;

    DemoTask(DistrictPlan plan, List<MeterId> meters) {
        this.plan = plan;
        this.meters = meters;
    }

    /** Writes the task file of a demo, on the files of its simulation. */
    void write(DemoDirectory demo) throws IOException {
        Path directory = demo.path();
        SimulationFiles files = demo.files();
        ZoneId zone = plan.climate().zone();
        LocalDate lastTarget = LocalDate.ofInstant(plan.span().to(), zone).minusDays(1);
        Instant first = noon(lastTarget.minusDays(DAYS), zone);
        Instant midnight = lastTarget.minusDays(DAYS - 1L).atStartOfDay(zone).toInstant();
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode root = json.createObjectNode();
        root.put("name", "demo");
        root.put("load", relative(directory, files.load()));
        root.put("weather", relative(directory, files.weather()));
        root.put("weather_forecast", relative(directory, files.weatherForecast()));
        root.put("meters_file", relative(directory, files.meters()));
        root.put("holidays", relative(directory, files.holidays()));
        meters.forEach(meter -> root.withArray("/meters").add(meter.value()));
        root.put("step", plan.step().toString());
        root.put("history_from", first.minus(Duration.ofDays(HISTORY_DAYS)).toString());
        root.put("train_until", first.toString());
        root.put("refit", "never");
        root.putObject("cutoffs")
                .put("first", first.toString())
                .put("last", noon(lastTarget.minusDays(1), zone).toString())
                .put("every", Duration.ofDays(1).toString());
        long steps = Duration.ofDays(1).toSeconds() / plan.step().toSeconds();
        root.putObject("target")
                .put("offset", Duration.between(first, midnight).toString())
                .put("length", steps);
        root.put("future_weather", FutureWeather.FORECAST.label());
        for (double level : Quantiles.DECILES.toArray()) {
            root.withArray("/quantiles").add(level);
        }
        root.put("season", 7 * steps);
        json.writerWithDefaultPrettyPrinter().writeValue(demo.task().toFile(), root);
    }

    private static Instant noon(LocalDate date, ZoneId zone) {
        return date.atTime(LocalTime.NOON).atZone(zone).toInstant();
    }

    private static String relative(Path directory, Path file) {
        return directory.relativize(file).toString();
    }
}
