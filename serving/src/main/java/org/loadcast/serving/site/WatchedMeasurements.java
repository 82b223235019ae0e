package org.loadcast.serving.site;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.WriteCounts;

/**
 * Notes the time of sensors' readings once they are durable, and before whoever sent them hears so: after a crash in between they
 * are sent again. Thread-safe.
 */
final class WatchedMeasurements implements MeasurementStore {

    private final MeasurementStore store;
    private final Books books;
    private final SiteStore sites;

    WatchedMeasurements(MeasurementStore store, Books books, SiteStore sites) {
        this.store = store;
        this.books = books;
        this.sites = sites;
    }

    @Override
    public WriteCounts write(Collection<? extends Reading> readings) {
        WriteCounts counts = store.write(readings);
        Map<MeterId, String> siteOf = books.siteOfInput();
        if (!siteOf.isEmpty()) {
            Spans spans = new Spans();
            for (Reading reading : readings) {
                spans.add(siteOf.get(reading.meter()), reading.timestamp().getEpochSecond());
            }
            sites.mark(spans.bySite.values());
        }
        return counts;
    }

    @Override
    public WriteCounts write(PowerRows rows) {
        WriteCounts counts = store.write(rows);
        Map<MeterId, String> siteOf = books.siteOfInput();
        List<@Nullable String> siteOfIndex =
                rows.meters().stream().<@Nullable String>map(siteOf::get).toList();
        if (siteOfIndex.stream().anyMatch(site -> site != null)) {
            Spans spans = new Spans();
            for (int row = 0; row < rows.size(); row++) {
                spans.add(siteOfIndex.get(rows.meterIndex(row)), rows.epochSecond(row));
            }
            sites.mark(spans.bySite.values());
        }
        return counts;
    }

    private static final class Spans {

        private final Map<String, SiteStore.Due> bySite = new HashMap<>();

        void add(@Nullable String site, long second) {
            if (site != null) {
                bySite.merge(
                        site,
                        new SiteStore.Due(site, second, second, 0),
                        (a, b) -> new SiteStore.Due(
                                site,
                                Math.min(a.firstSecond(), b.firstSecond()),
                                Math.max(a.lastSecond(), b.lastSecond()),
                                0));
            }
        }
    }

    @Override
    public void remove(MeterId meter, Interval interval) {
        store.remove(meter, interval);
        String site = books.siteOfInput().get(meter);
        if (site != null) {
            sites.mark(List.of(SiteStore.Due.always(site)));
        }
    }

    @Override
    public LoadSeries load(MeterId meter, Interval interval, Duration step) {
        return store.load(meter, interval, step);
    }

    @Override
    public Optional<Interval> span(MeterId meter) {
        return store.span(meter);
    }

    @Override
    public Optional<Duration> nativeStep(MeterId meter) {
        return store.nativeStep(meter);
    }

    @Override
    public List<Reading> readings(MeterId meter, Interval interval) {
        return store.readings(meter, interval);
    }

    @Override
    public List<Reading.EnergyCounter> counters(MeterId meter, Interval interval) {
        return store.counters(meter, interval);
    }

    @Override
    public Optional<Reading> latest(MeterId meter) {
        return store.latest(meter);
    }

    @Override
    public List<MeterId> meters() {
        return store.meters();
    }
}
