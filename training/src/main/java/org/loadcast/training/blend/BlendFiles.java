package org.loadcast.training.blend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.calibration.Calibration;
import org.loadcast.training.calibration.PastForecast;
import org.loadcast.training.calibration.PastForecasts;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.tabular.ModelFiles;

/** A blend on disk: one head, and a directory for each member. */
final class BlendFiles {

    private static final String HEAD = "blend.json";

    private BlendFiles() {}

    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    private record Head(
            String name,
            List<Part> parts,
            long offsetSeconds,
            long stepSeconds,
            int length,
            double[] quantiles,
            Calibration calibration,
            long anchorSecond,
            long everySeconds,
            long memorySeconds,
            List<Past> past) {}

    private record Part(Member member, List<Double> weights) {}

    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    private record Past(long cutoff, long target, float[] median, float[] spread, float @Nullable [] band) {}

    static void save(FittedBlend blend, Path directory) throws IOException {
        LeadWindow window = blend.window();
        Rhythm rhythm = blend.rhythm();
        ModelFiles.write(
                directory,
                HEAD,
                new Head(
                        blend.name(),
                        blend.members().stream()
                                .map(m -> new Part(m.fitted().member(), m.weights()))
                                .toList(),
                        window.offset().toSeconds(),
                        window.step().toSeconds(),
                        window.length(),
                        blend.quantiles().toArray(),
                        blend.calibration(),
                        rhythm.anchorSecond(),
                        rhythm.everySeconds(),
                        rhythm.memory().toSeconds(),
                        blend.past().all().stream().map(BlendFiles::past).toList()));
        for (WeightedMember member : blend.members()) {
            member.fitted()
                    .forecaster()
                    .save(Files.createDirectory(
                            directory.resolve(member.fitted().member().name())));
        }
    }

    private static Past past(PastForecast forecast) {
        return new Past(
                forecast.cutoffSecond(),
                forecast.firstTargetSecond(),
                forecast.medians(),
                forecast.spreads(),
                forecast.bands());
    }

    static FittedBlend load(Path directory, Families families) throws IOException {
        Head head = ModelFiles.read(directory, HEAD, Head.class);
        List<WeightedMember> members = new ArrayList<>();
        for (Part part : head.parts()) {
            members.add(new WeightedMember(
                    new FittedMember(
                            part.member(),
                            families.get(part.member().family())
                                    .load(directory.resolve(part.member().name())),
                            Duration.ZERO),
                    part.weights()));
        }
        List<PastForecast> past =
                head.past().stream().map(BlendFiles::pastForecast).toList();
        return new FittedBlend(
                head.name(),
                members,
                new LeadWindow(
                        Duration.ofSeconds(head.offsetSeconds()),
                        Duration.ofSeconds(head.stepSeconds()),
                        head.length()),
                Quantiles.of(head.quantiles()),
                head.calibration(),
                new PastForecasts(past),
                new Rhythm(head.anchorSecond(), head.everySeconds(), Duration.ofSeconds(head.memorySeconds())));
    }

    /** Blends of before bands were kept do not calibrate by them. */
    private static PastForecast pastForecast(Past past) {
        float[] band = past.band() == null ? past.spread() : past.band();
        return new PastForecast(past.cutoff(), past.target(), past.median(), past.spread(), band);
    }
}
