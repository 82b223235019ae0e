package org.loadcast.serving.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.csv.HolidayCsv;
import org.loadcast.features.csv.LoadCsv;
import org.loadcast.features.csv.LoadCsvWriter;
import org.loadcast.features.csv.MeterCsv;
import org.loadcast.features.csv.WeatherCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.Fault;
import org.loadcast.features.simulation.FaultInjector;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.serving.app.console.Progress;

/** A simulation as the files that {@code loadcast import} reads. */
public record SimulationFiles(Path directory) {

    public Path load() {
        return directory.resolve("load.csv.gz");
    }

    public Path weather() {
        return directory.resolve("weather.csv.gz");
    }

    public Path weatherForecast() {
        return directory.resolve("weather_forecast.csv.gz");
    }

    public Path meters() {
        return directory.resolve("meters.csv");
    }

    public Path holidays() {
        return directory.resolve("holidays.csv");
    }

    /** Ground truth of faults that were put in. */
    Path faults() {
        return directory.resolve("faults.csv");
    }

    /** Writes all files; with faults, the spoiled load and where it is spoiled. */
    public void write(DistrictPlan plan, SimulatedDistrict district, boolean withFaults, Progress progress)
            throws IOException {
        Files.createDirectories(directory);
        MeterCsv.write(
                meters(), district.meters().stream().map(SimulatedMeter::meter).toList());
        WeatherCsv.write(weather(), List.of(district.weather().observed(plan.span())));
        WeatherCsv.writeForecasts(weatherForecast(), district.weather().forecasts(plan.span()));
        HolidayCsv.write(holidays(), holidays(plan));
        List<Fault> faults = writeLoad(plan, district, withFaults, progress);
        if (withFaults) {
            Files.write(faults(), faultLines(faults));
        }
    }

    private List<Fault> writeLoad(DistrictPlan plan, SimulatedDistrict district, boolean withFaults, Progress progress)
            throws IOException {
        FaultInjector injector = new FaultInjector(plan.seed());
        List<Fault> faults = new ArrayList<>();
        try (LoadCsvWriter writer = LoadCsv.writer(load())) {
            for (SimulatedMeter simulated : district.meters()) {
                Meter meter = simulated.meter();
                LoadSeries load = simulated.load();
                if (withFaults) {
                    FaultInjector.Spoiled spoiled = injector.spoil(meter, load);
                    faults.addAll(spoiled.faults());
                    load = spoiled.load();
                }
                writer.write(meter.id(), load);
                progress.to(district.meters().indexOf(simulated) + 1L);
            }
        }
        return faults;
    }

    private static List<String> faultLines(List<Fault> faults) {
        List<String> lines = new ArrayList<>(List.of("meter_id,kind,from,to"));
        for (Fault fault : faults) {
            Interval interval = fault.interval();
            lines.add(fault.meter() + "," + fault.kind().label() + "," + interval.from() + "," + interval.to());
        }
        return lines;
    }

    /** The holidays of the simulated years and the next one. */
    private static Map<LocalDate, String> holidays(DistrictPlan plan) {
        ZoneId zone = plan.climate().zone();
        HolidayCalendar calendar = plan.holidays();
        Map<LocalDate, String> holidays = new TreeMap<>();
        LocalDate first = plan.span().from().atZone(zone).toLocalDate().withDayOfYear(1);
        LocalDate end =
                plan.span().to().atZone(zone).toLocalDate().withDayOfYear(1).plusYears(2);
        first.datesUntil(end).forEach(date -> calendar.name(date).ifPresent(name -> holidays.put(date, name)));
        return holidays;
    }
}
