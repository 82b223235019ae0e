package org.loadcast.training.backtest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.blend.BlendFamily;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.blend.Families;
import org.loadcast.training.blend.Member;
import org.loadcast.training.blend.MemberCatalog;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.SeasonalReference;
import org.loadcast.training.registry.BuildVersions;
import org.loadcast.training.registry.DataFingerprint;

/** Runs a task: every meter, every cutoff, every family and their blend. */
public final class Backtest {

    private final BacktestTask task;
    private final Families families;
    private final Set<String> wanted;

    /**
     * A backtest of a task.
     *
     * @param wanted families to run; empty for all that the catalogue holds
     * @throws IllegalArgumentException when a wanted family is not known
     */
    public Backtest(BacktestTask task, Families families, Set<String> wanted) {
        this.task = task;
        this.families = families;
        this.wanted = Set.copyOf(wanted);
        wanted.forEach(families::get);
    }

    private List<Member> members(MeterHistory history) {
        List<Member> standard = MemberCatalog.standard(
                task.window(), history.asOf(task.trainUntil()), seasonDays(task), Effort.STANDARD);
        if (wanted.isEmpty() || wanted.contains(BlendFamily.NAME)) {
            return standard;
        }
        List<Member> members = new ArrayList<>();
        for (String family : wanted) {
            List<Member> known =
                    standard.stream().filter(m -> m.family().equals(family)).toList();
            members.addAll(known.isEmpty() ? List.of(new Member(family, family, Map.of())) : known);
        }
        return List.copyOf(members);
    }

    private static int seasonDays(BacktestTask task) {
        Duration season = task.window().step().multipliedBy(task.season());
        return season.compareTo(Duration.ofDays(7)) >= 0 ? 7 : 1;
    }

    /**
     * Runs it.
     *
     * @param threads how many meters, members and refits are worked on at once
     * @param progress is told of every meter that is done
     */
    public BacktestResult run(BacktestData data, int threads, FitProgress progress) throws InterruptedException {
        return run(data, threads, progress, BacktestParts.none());
    }

    /**
     * Runs what {@code parts} does not have already.
     *
     * @param threads how many meters, members and refits are worked on at once
     * @param progress is told of every meter that is done
     */
    public BacktestResult run(BacktestData data, int threads, FitProgress progress, BacktestParts parts)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        int all = data.histories().size();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            List<MeterBacktest> meters = pool.submit(() -> data.histories().parallelStream()
                            .map(history -> {
                                MeterBacktest meter = run(history, progress, parts);
                                progress.step("meter " + history.meter().id(), done.incrementAndGet(), all);
                                return meter;
                            })
                            .toList())
                    .get();
            parts.finish();
            return result(data, meters);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private MeterBacktest run(MeterHistory history, FitProgress progress, BacktestParts parts) {
        String origin = origin(history);
        return parts.read(history.meter().id(), origin).orElseGet(() -> {
            MeterBacktest fresh = MeterBacktest.run(task, history, members(history), families, progress);
            parts.write(fresh, origin);
            return fresh;
        });
    }

    /** What must be the same for a part of an earlier run to be used again; the program's file stands for its code. */
    private String origin(MeterHistory history) {
        String all = String.join(
                "\n",
                task.toString(),
                new TreeSet<>(wanted).toString(),
                DataFingerprint.of(history.asOf(history.grid().end())),
                BuildVersions.current().toString(),
                String.valueOf(programTime()));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static long programTime() {
        try {
            return Files.getLastModifiedTime(Path.of(Backtest.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .toMillis();
        } catch (IOException | URISyntaxException unknown) {
            throw new IllegalStateException("The file of this program cannot be found.", unknown);
        }
    }

    private BacktestResult result(BacktestData data, List<MeterBacktest> meters) {
        Map<MeterId, ZoneId> zones = data.histories().stream()
                .map(MeterHistory::meter)
                .collect(Collectors.toMap(m -> m.id(), m -> m.zone()));
        SortedMap<MeterId, String> promoted = new TreeMap<>();
        Map<String, List<FamilyResult>> byFamily = new LinkedHashMap<>();
        for (MeterBacktest meter : meters) {
            promoted.put(meter.meter(), meter.promoted());
            meter.families()
                    .forEach(f -> byFamily.computeIfAbsent(f.family(), n -> new ArrayList<>())
                            .add(f));
        }
        List<FamilyResult> joined =
                byFamily.values().stream().map(Backtest::join).toList();
        Instant first = task.cutoffs().get(0);
        SeasonalReference reference = new SeasonalReference(data.measured(), task.season(), task.scale(), first);
        return new BacktestResult(task.name(), zones, reference, joined, promoted, facts(data));
    }

    private static FamilyResult join(List<FamilyResult> parts) {
        return new FamilyResult(
                parts.get(0).family(),
                BacktestRows.concat(parts.stream().map(FamilyResult::rows).toList()),
                parts.stream().map(FamilyResult::fitTime).reduce(Duration.ZERO, Duration::plus),
                parts.stream().map(FamilyResult::forecastTime).reduce(Duration.ZERO, Duration::plus));
    }

    private Map<String, String> facts(BacktestData data) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Meters", String.valueOf(data.histories().size()));
        String young = data.histories().stream()
                .filter(history -> !MeterBacktest.canLearn(task, history))
                .map(history -> history.meter().id().toString())
                .collect(Collectors.joining(", "));
        if (!young.isEmpty()) {
            facts.put("Too little history to learn from, forecast by profile", young);
        }
        facts.put("Step", task.window().step().toString());
        facts.put("First training ends", task.trainUntil().toString());
        facts.put("Refit", task.refit().isZero() ? "never" : "every " + task.refit());
        facts.put(
                "Cutoffs",
                task.cutoffs().size() + " from " + task.cutoffs().get(0) + " to "
                        + task.cutoffs().get(task.cutoffs().size() - 1));
        facts.put("Targets", task.window().length() + " from " + task.window().offset() + " after the cutoff");
        facts.put("Weather ahead", task.futureWeather().label());
        return facts;
    }
}
