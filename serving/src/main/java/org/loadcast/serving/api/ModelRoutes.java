package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.registry.Figures;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.PromotionEvent;
import org.loadcast.training.registry.Provenance;
import org.loadcast.training.registry.RegistryException;

/** {@code /api/v1/models}: the registry. */
final class ModelRoutes {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final ModelRegistry registry;
    private final ObjectMapper json;

    ModelRoutes(ModelRegistry registry, ObjectMapper json) {
        this.registry = registry;
        this.json = json;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/models", this::list);
        routes.get("/api/v1/models/{id}", this::show);
        routes.post("/api/v1/models/rollback", this::rollback);
        routes.post("/api/v1/models/{id}/promote", this::promote);
    }

    /** Models, newest first. */
    record Page(List<ModelJson> models, int total) {}

    /** A model: {@code name} is that of a meter or, for {@code kind} group, of a group. */
    record ModelJson(
            String id,
            String kind,
            String name,
            String horizon,
            String family,
            boolean champion,
            Instant createdAt,
            Instant trainedFrom,
            Instant trainedUntil,
            SortedMap<String, Double> scores) {

        static ModelJson of(ModelVersion version, boolean champion) {
            return new ModelJson(
                    version.id(),
                    version.key().kind().name().toLowerCase(Locale.ROOT),
                    version.key().name(),
                    version.key().horizon(),
                    version.provenance().family(),
                    champion,
                    version.createdAt(),
                    version.provenance().dataWindow().from(),
                    version.provenance().trainedUntil(),
                    version.evaluation().model().values());
        }
    }

    /** A model with where it came from, how its rivals did, and when it or others were champion. */
    record ModelDetails(
            ModelJson model, Provenance provenance, Map<String, Figures> rivals, List<PromotionEvent> history) {}

    /** Why a champion is replaced; only for the record. */
    record Reason(@Nullable String reason) {}

    /** Whose champion goes back. */
    record Rollback(
            @Nullable String meterId,
            @Nullable String group,
            @Nullable String horizon,
            @Nullable String reason) {}

    private void list(Context ctx) {
        Query query = new Query(ctx);
        int limit = query.limit(USUAL_PAGE, LARGEST_PAGE);
        Optional<String> name = query.text("meter");
        List<ModelVersion> all = registry.list().stream()
                .filter(version -> name.isEmpty() || version.key().name().equals(name.get()))
                .sorted((a, b) -> b.createdAt().compareTo(a.createdAt()))
                .toList();
        ctx.json(new Page(all.stream().limit(limit).map(this::toJson).toList(), all.size()));
    }

    private ModelJson toJson(ModelVersion version) {
        return ModelJson.of(
                version,
                registry.championId(version.key()).filter(version.id()::equals).isPresent());
    }

    private void show(Context ctx) {
        ModelVersion version = find(ctx);
        Map<String, Figures> rivals = version.evaluation().rivals().stream()
                .collect(Collectors.toMap(rival -> rival.name(), rival -> rival.figures()));
        ctx.json(new ModelDetails(toJson(version), version.provenance(), rivals, registry.history(version.key())));
    }

    private void promote(Context ctx) {
        ModelVersion version = find(ctx);
        Reason reason = body(ctx, Reason.class, new Reason(null));
        orConflict(() -> {
            registry.promote(version, Optional.ofNullable(reason.reason()).orElse("Asked for by REST."));
            return version;
        });
        ctx.json(toJson(version));
    }

    private void rollback(Context ctx) {
        Rollback asked = body(ctx, Rollback.class, new Rollback(null, null, null, null));
        ModelKey key = key(asked);
        ModelVersion back = orConflict(
                () -> registry.rollback(key, Optional.ofNullable(asked.reason()).orElse("Asked for by REST.")));
        ctx.json(toJson(back));
    }

    private static ModelKey key(Rollback asked) {
        try {
            Horizon horizon = Horizon.parse(Optional.ofNullable(asked.horizon()).orElse("day-ahead"));
            if (asked.meterId() != null && asked.group() == null) {
                return ModelKey.ofMeter(MeterId.of(asked.meterId()), horizon);
            }
            if (asked.group() != null && asked.meterId() == null) {
                return ModelKey.ofGroup(asked.group(), horizon);
            }
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
        throw ProblemException.badBody(
                "Say whose model goes back: {\"meter_id\":\"…\",\"horizon\":\"day-ahead\"}, or a group in place of the meter.");
    }

    private ModelVersion find(Context ctx) {
        String id = ctx.pathParam("id");
        try {
            return registry.find(id)
                    .orElseThrow(() -> ProblemException.notFound(
                            "There is no model '" + id + "'. GET /api/v1/models lists those that are."));
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound(String.valueOf(notAnId.getMessage()));
        }
    }

    private <T> T body(Context ctx, Class<T> type, T whenEmpty) {
        if (ctx.body().isBlank()) {
            return whenEmpty;
        }
        try {
            return Body.object(ctx, json, type);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The body is not readable as JSON: " + malformed.getOriginalMessage() + ".");
        }
    }

    private static <T> T orConflict(Supplier<T> change) {
        try {
            return change.get();
        } catch (RegistryException refused) {
            throw ProblemException.conflict(String.valueOf(refused.getMessage()));
        }
    }
}
