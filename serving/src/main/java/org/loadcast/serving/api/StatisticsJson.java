package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.statistics.DistributionFits;
import org.loadcast.features.statistics.FittedDistribution;
import org.loadcast.features.statistics.LevelScale;
import org.loadcast.features.statistics.LoadStatistics;
import org.loadcast.features.statistics.MeterStatistics;
import org.loadcast.serving.statistics.StoredStatistics;

/** The statistics of a meter as JSON; loads are in kW. */
public record StatisticsJson(
        String meterId,
        String timeZone,
        Instant from,
        Instant to,
        Duration step,
        String unit,
        int missing,
        int suspect,
        Summary load,
        double p25,
        double p50,
        double p75,
        double critical,
        String criticalBy,
        LevelsJson levels,
        @Nullable NowJson now,
        @Nullable FitJson bestFit,
        List<FitJson> fits,
        @Nullable Double fittedShare,
        @Nullable Plot plot,
        List<HourJson> hours,
        List<DayJson> days,
        List<Double> durationCurve) {

    private static final int DURATION_POINTS = 101;

    /** Percentiles and means of some values. */
    record Summary(
            int count,
            double mean,
            double lowest,
            double p25,
            double p50,
            double p75,
            double p99,
            double peak,
            double baseLoad,
            @Nullable Double loadFactor,
            double energyKwh) {

        static Summary of(LoadStatistics load) {
            OptionalDouble factor = load.loadFactor();
            return new Summary(
                    load.count(),
                    load.meanKw(),
                    load.lowestKw(),
                    load.percentileKw(0.25),
                    load.percentileKw(0.5),
                    load.percentileKw(0.75),
                    load.percentileKw(0.99),
                    load.peakKw(),
                    load.baseLoadKw(),
                    factor.isPresent() ? factor.getAsDouble() : null,
                    load.energyKwh());
        }
    }

    /** Where levels begin, in the meter's direction. */
    record LevelsJson(String direction, double yellowAbove, double redAbove, double criticalAbove) {

        static LevelsJson of(LevelScale levels) {
            return new LevelsJson(
                    levels.generating() ? "generation" : "consumption",
                    levels.yellowAboveKw(),
                    levels.redAboveKw(),
                    levels.criticalAboveKw());
        }
    }

    record NowJson(Instant start, double loadKw, String level) {

        static NowJson of(StoredStatistics.Now now) {
            return new NowJson(now.start(), now.loadKw(), now.level().label());
        }
    }

    record FitJson(String family, Map<String, Double> parameters, double logLikelihood, double aic, double ksDistance) {

        static FitJson of(FittedDistribution fit) {
            return new FitJson(
                    fit.family().label(), fit.parameters(), fit.logLikelihood(), fit.aic(), fit.ksDistance());
        }
    }

    record BarJson(double fromKw, double toKw, double density) {}

    record CurvePointJson(double kw, double density) {}

    record CurveJson(String family, List<CurvePointJson> points) {}

    /** The histogram of the fitted values, and the densities over it. */
    record Plot(List<BarJson> bars, List<CurveJson> curves) {

        static Plot of(DistributionFits fits) {
            return new Plot(
                    fits.histogram().stream()
                            .map(bar -> new BarJson(bar.fromKw(), bar.toKw(), bar.density()))
                            .toList(),
                    fits.all().stream().map(fit -> curve(fits, fit)).toList());
        }

        private static CurveJson curve(DistributionFits fits, FittedDistribution fit) {
            return new CurveJson(
                    fit.family().label(),
                    fits.curve(fit).stream()
                            .map(point -> new CurvePointJson(point.kw(), point.density()))
                            .toList());
        }
    }

    record HourJson(int hour, Summary load) {

        static List<HourJson> of(List<MeterStatistics.Hour> hours) {
            return hours.stream()
                    .map(hour -> new HourJson(hour.hour(), Summary.of(hour.load())))
                    .toList();
        }
    }

    record DayJson(String dayType, Summary load, List<HourJson> hours) {}

    static StatisticsJson of(StoredStatistics.Report report) {
        MeterStatistics statistics = report.statistics();
        LoadStatistics load = statistics.load();
        Optional<DistributionFits> fits = statistics.fits();
        return new StatisticsJson(
                report.meter().id().value(),
                report.meter().zone().getId(),
                report.interval().from(),
                report.interval().to(),
                report.step(),
                "kW",
                report.missing(),
                report.suspect(),
                Summary.of(load),
                load.percentileKw(0.25),
                load.percentileKw(0.5),
                load.percentileKw(0.75),
                statistics.criticalKw(),
                statistics.criticalBy(),
                LevelsJson.of(statistics.levels()),
                report.now().map(NowJson::of).orElse(null),
                fits.map(all -> FitJson.of(all.best())).orElse(null),
                fits.map(all -> all.all().stream().map(FitJson::of).toList()).orElse(List.of()),
                fits.map(DistributionFits::share).orElse(null),
                fits.map(Plot::of).orElse(null),
                HourJson.of(statistics.hours()),
                statistics.days().stream()
                        .map(day -> new DayJson(day.type().label(), Summary.of(day.load()), HourJson.of(day.hours())))
                        .toList(),
                Arrays.stream(load.durationCurveKw(DURATION_POINTS)).boxed().toList());
    }

    /** The report as the service writes it, in lines for people. */
    public static String pretty(StoredStatistics.Report report) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(of(report));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Statistics could not be written as JSON.", impossible);
        }
    }
}
