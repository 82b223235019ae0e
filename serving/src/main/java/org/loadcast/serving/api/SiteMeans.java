package org.loadcast.serving.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.statistics.Level;
import org.loadcast.serving.statistics.UsualLoads;
import org.loadcast.serving.stream.AveragedLoad;

/** The means of a home's meters in one object, each with what it measures there, its level and what is usual for it. */
final class SiteMeans {

    private final Site site;
    private final UsualLoads usual;
    private final Map<MeterId, Meter> meters = new LinkedHashMap<>();

    SiteMeans(Site site, UsualLoads usual) {
        this.site = site;
        this.usual = usual;
        site.meters().forEach(meter -> meters.put(meter.id(), meter));
    }

    Set<MeterId> meters() {
        return meters.keySet();
    }

    /** Finds out what is usual, which takes a while the first time. */
    void prepare() {
        meters.values().forEach(usual::of);
    }

    record MeterJson(
            String meterId,
            String role,
            double loadKw,
            Optional<String> level,
            Optional<Double> p25Kw,
            Optional<Double> p50Kw,
            Optional<Double> p75Kw,
            Optional<Double> criticalKw) {}

    record SiteJson(String site, Instant start, Duration step, List<MeterJson> meters) {}

    /** One object of means that begin at the same time. */
    SiteJson json(List<AveragedLoad.Mean> means) {
        AveragedLoad.Mean first = means.get(0);
        return new SiteJson(
                site.id(),
                first.start(),
                first.step(),
                means.stream().map(this::json).toList());
    }

    private MeterJson json(AveragedLoad.Mean mean) {
        Meter meter = Optional.ofNullable(meters.get(mean.meter())).orElseThrow();
        SiteRole role = site.roleOf(meter);
        Optional<UsualLoads.Usual> known = usual.known(meter);
        return new MeterJson(
                mean.meter().value(),
                role.label(),
                ForecastJson.rounded(mean.kilowatts()),
                known.map(of -> of.levels().of(mean.kilowatts())).map(Level::label),
                known.map(of -> ForecastJson.rounded(of.p25Kw())),
                known.map(of -> ForecastJson.rounded(of.p50Kw())),
                known.map(of -> ForecastJson.rounded(of.p75Kw())),
                known.map(of -> ForecastJson.rounded(of.levels().criticalAboveKw())));
    }
}
