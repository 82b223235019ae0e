package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.Site;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.flow.EnergyFlow;
import org.loadcast.serving.flow.SiteFlows;
import org.loadcast.serving.forecast.ForecastService;

/** {@code /api/v1/flow}: the energy flow of a home or building. */
public final class FlowRoutes implements RouteGroup {

    private final MeterDirectory directory;
    private final SiteFlows flows;
    private final Clock clock;

    public FlowRoutes(Stores stores, ForecastService forecasts, Clock clock) {
        this.directory = stores.meters();
        this.flows = new SiteFlows(stores, forecasts);
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/flow", this::show);
    }

    record LinkJson(String from, String to, double energyKwh) {

        static LinkJson of(EnergyFlow.Link link) {
            return new LinkJson(name(link.from()), name(link.to()), link.energyKwh());
        }

        private static String name(EnergyFlow.Node node) {
            return node.name().toLowerCase(Locale.ROOT);
        }
    }

    record ApplianceJson(String meterId, double energyKwh) {}

    record PeriodJson(
            Instant from,
            Instant to,
            int quarters,
            double consumptionKwh,
            double productionKwh,
            double importKwh,
            double exportKwh,
            double chargeKwh,
            double dischargeKwh,
            @Nullable Double selfConsumption,
            @Nullable Double autarky,
            List<LinkJson> links,
            List<ApplianceJson> appliances) {

        static @Nullable PeriodJson of(Optional<SiteFlows.Period> period) {
            return period.map(PeriodJson::of).orElse(null);
        }

        private static PeriodJson of(SiteFlows.Period period) {
            EnergyFlow flow = period.flow();
            return new PeriodJson(
                    period.interval().from(),
                    period.interval().to(),
                    period.quarters(),
                    flow.toKwh(EnergyFlow.Node.HOME),
                    flow.fromKwh(EnergyFlow.Node.PV),
                    flow.fromKwh(EnergyFlow.Node.GRID),
                    flow.toKwh(EnergyFlow.Node.GRID),
                    flow.toKwh(EnergyFlow.Node.BATTERY),
                    flow.fromKwh(EnergyFlow.Node.BATTERY),
                    orNull(flow.selfConsumption()),
                    orNull(flow.autarky()),
                    flow.links().stream().map(LinkJson::of).toList(),
                    period.appliances().stream()
                            .map(one -> new ApplianceJson(one.meter().value(), one.energyKwh()))
                            .toList());
        }

        private static @Nullable Double orNull(OptionalDouble share) {
            return share.isPresent() ? share.getAsDouble() : null;
        }
    }

    record FlowJson(
            String site,
            String timeZone,
            Instant at,
            @Nullable PeriodJson now,
            @Nullable PeriodJson today,
            @Nullable PeriodJson tomorrow) {}

    private void show(Context ctx) {
        Query query = new Query(ctx);
        Instant at = query.instant("at").orElseGet(clock::instant);
        Site site = site(query);
        SiteFlows.Flows answer = flows(site, at);
        ctx.json(new FlowJson(
                site.id(),
                site.zone().getId(),
                at,
                PeriodJson.of(answer.now()),
                PeriodJson.of(answer.today()),
                PeriodJson.of(answer.tomorrow())));
    }

    private SiteFlows.Flows flows(Site site, Instant at) {
        try {
            return flows.of(site, at);
        } catch (IllegalArgumentException wrongRoles) {
            throw ProblemException.conflict(String.valueOf(wrongRoles.getMessage()));
        }
    }

    private Site site(Query query) {
        Map<String, Site> sites = Site.of(directory.all());
        String id = query.text("site")
                .orElseThrow(() ->
                        ProblemException.badParameter("Parameter site is missing. Use one of " + names(sites) + "."));
        return Optional.ofNullable(sites.get(id))
                .orElseThrow(() -> ProblemException.notFound("Site '" + id + "' is not known; there are " + names(sites)
                        + ". A meter belongs to a site by its attributes site and role."));
    }

    private static String names(Map<String, Site> sites) {
        return sites.isEmpty() ? "none yet" : String.join(", ", sites.keySet());
    }
}
