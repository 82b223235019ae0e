package org.loadcast.serving.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.Problem;

/** Looks an installation over, changes nothing in it, and says what to do. */
public final class Doctor {

    private static final long LITTLE_DISK_BYTES = 1L << 30;
    private static final long NO_DISK_BYTES = 50L << 20;
    private static final long LITTLE_HEAP_BYTES = 400L << 20;
    private static final Instant EARLIEST_PLAUSIBLE_NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);
    private static final Duration FRESH_READINGS = Duration.ofHours(2);
    private static final Duration FRESH_WEATHER = Duration.ofHours(24);

    private final Wiring wiring;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    public Doctor(Wiring wiring) {
        this.wiring = wiring;
        this.clock = wiring.clock();
    }

    public List<Finding> examine() {
        java();
        disk();
        now();
        findings.addAll(new Connections(wiring).examine());
        if (!wiring.hasStore() && wiring.config().influx().isEmpty()) {
            findings.add(Finding.warn(
                    "store",
                    "there is none in " + wiring.config().data()
                            + ". Import data (loadcast import --help) or try loadcast demo --once."));
            return findings;
        }
        try (SqliteStores embedded = wiring.openEmbeddedStores()) {
            store(embedded);
        } catch (StoreException broken) {
            findings.add(Finding.fail("store", String.valueOf(broken.getMessage())));
            return findings;
        }
        try (Stores stores = wiring.openStores()) {
            if (wiring.config().influx().isPresent()) {
                influx(stores);
            }
            meters(stores);
            weather(stores);
        } catch (StoreException broken) {
            findings.add(Finding.fail("store", String.valueOf(broken.getMessage())));
        }
        models();
        return findings;
    }

    private void java() {
        Runtime runtime = Runtime.getRuntime();
        String text = String.format(
                Locale.ROOT,
                "Java %s, %d processors, heap up to %,d MB",
                Runtime.version(),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20);
        findings.add(
                runtime.maxMemory() < LITTLE_HEAP_BYTES
                        ? Finding.warn("java", text + ". Give it more for training: LOADCAST_JAVA_OPTS=-Xmx1g")
                        : Finding.ok("java", text));
    }

    private void disk() {
        Path data = wiring.config().data().toAbsolutePath();
        Path existing = data;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            findings.add(Finding.fail(
                    "disk", existing + " is no directory that can be written. Choose another with --data."));
            return;
        }
        try {
            FileStore volume = Files.getFileStore(existing);
            long free = volume.getUsableSpace();
            String text = String.format(Locale.ROOT, "%,d MB free for %s", free >> 20, data);
            if (free < NO_DISK_BYTES) {
                findings.add(Finding.fail("disk", text + ". Make room, or nothing can be stored."));
            } else if (free < LITTLE_DISK_BYTES) {
                findings.add(Finding.warn("disk", text + ". Make room soon."));
            } else {
                findings.add(Finding.ok("disk", text));
            }
        } catch (IOException unknown) {
            findings.add(Finding.warn("disk", "the free space of " + data + " cannot be told: " + unknown));
        }
    }

    private void now() {
        Instant now = clock.instant();
        findings.add(
                now.isBefore(EARLIEST_PLAUSIBLE_NOW)
                        ? Finding.fail(
                                "clock", "it says " + now + ", which has long passed. Set it; NTP keeps it right.")
                        : Finding.ok("clock", String.valueOf(now.truncatedTo(ChronoUnit.SECONDS))));
    }

    private void store(SqliteStores stores) {
        List<String> problems = stores.integrityProblems();
        if (problems.isEmpty()) {
            findings.add(Finding.ok("store", stores.location() + " is sound"));
        }
        problems.forEach(problem -> findings.add(Finding.fail(
                "store", problem + " in " + stores.location() + ". Restore a backup, or import the files again.")));
    }

    /** @throws StoreException when it is away, with its address and the remedy */
    private void influx(Stores stores) {
        int meters = stores.measurements().meters().size();
        findings.add(stores.trouble()
                .map(waiting -> Finding.warn("influxdb", waiting))
                .orElseGet(() -> Finding.ok(
                        "influxdb", stores.location() + " answers, with readings of " + meters + " meters")));
    }

    private void meters(Stores stores) {
        List<Meter> meters = stores.meters().all();
        Instant now = clock.instant();
        int silent = 0;
        int ahead = 0;
        Optional<Instant> newest = Optional.empty();
        for (Meter meter : meters) {
            Optional<Instant> latest = stores.measurements().latest(meter.id()).map(Reading::timestamp);
            if (latest.isPresent() && newest.map(latest.get()::isAfter).orElse(true)) {
                newest = latest;
            }
            silent += latest.isEmpty() || latest.get().isBefore(now.minus(FRESH_READINGS)) ? 1 : 0;
            ahead += latest.isPresent() && latest.get().isAfter(now.plus(CLOCKS_MAY_DIFFER)) ? 1 : 0;
        }
        String text = meters.size() + " meters"
                + newest.map(at -> ", newest reading " + at).orElse("");
        if (meters.isEmpty()) {
            findings.add(Finding.warn("readings", "no meters yet. Import some: loadcast import --help"));
        } else if (ahead > 0) {
            findings.add(Finding.warn(
                    "readings",
                    text + "; " + ahead + " have readings from the future. Check the clocks and time zones."));
        } else if (silent > 0) {
            findings.add(Finding.warn(
                    "readings",
                    text + "; " + silent + " have been silent for two hours or more, so forecasts for now lean on old"
                            + " data. Import newer readings, or ask for the past with --at."));
        } else {
            findings.add(Finding.ok("readings", text));
        }
    }

    private void weather(Stores stores) {
        SortedSet<String> wanted = new TreeSet<>();
        stores.meters().all().forEach(meter -> wanted.addAll(meter.weatherLocations()));
        if (wanted.isEmpty()) {
            findings.add(Finding.warn(
                    "weather",
                    "no meter names a weather location; forecasts do without. A meters file can name some."));
        }
        for (String location : wanted) {
            findings.add(weather(stores.weather(), location));
        }
    }

    private Finding weather(WeatherStore store, String location) {
        Instant now = clock.instant();
        boolean observed = store.observed(location, Interval.of(now.minus(FRESH_WEATHER), FRESH_WEATHER))
                        .rows()
                > 0;
        boolean forecast =
                !store.forecasts(location, Interval.of(now, FRESH_WEATHER), now).isEmpty();
        if (!store.locations().contains(location)) {
            return Finding.warn(
                    "weather",
                    location + " is named by a meter but has no data. Import it with --weather, or fetch it:"
                            + " loadcast weather update");
        }
        if (observed && forecast) {
            return Finding.ok("weather", location + " is measured and forecast");
        }
        return Finding.warn(
                "weather",
                location + " has no " + (observed ? "" : "measurement of the last day")
                        + (observed || forecast ? "" : " and no ") + (forecast ? "" : "forecast of the next day")
                        + ". Import newer weather with --weather and --weather-forecast.");
    }

    private void models() {
        ModelRegistry registry = wiring.openRegistry();
        List<Problem> problems = registry.verify();
        problems.forEach(problem -> findings.add(Finding.fail("models", problem.toString())));
        int count = registry.list().size();
        if (count == 0) {
            findings.add(Finding.warn(
                    "models", "none yet, so forecasts come from the fallback ladder. Train some: loadcast train"));
        } else if (problems.isEmpty()) {
            findings.add(Finding.ok("models", count + " models, all files as they were written"));
        }
    }
}
