package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.retrain.JobRequest;
import org.loadcast.serving.retrain.JobResult;
import org.loadcast.serving.retrain.TrainingJob;
import org.loadcast.serving.retrain.TrainingJobs;
import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;
import org.loadcast.training.blend.Effort;

/** {@code /api/v1/training-jobs}: trainings on request. */
public final class TrainingRoutes implements RouteGroup {

    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 1_000;
    private static final List<String> ALL_HORIZONS = List.of("quarter-hour", "day-ahead");

    private final TrainingJobs jobs;
    private final MeterDirectory meters;
    private final Clock clock;
    private final EventBus events;
    private final ObjectMapper json = Json.mapper();

    public TrainingRoutes(TrainingJobs jobs, Installation installation) {
        this.jobs = jobs;
        this.meters = installation.stores().meters();
        this.clock = installation.clock();
        this.events = installation.events();
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/training-jobs", this::submit);
        routes.get("/api/v1/training-jobs", this::list);
        routes.get("/api/v1/training-jobs/{id}", this::show);
        routes.delete("/api/v1/training-jobs/{id}", this::cancel);
        jobs.listen(job -> events.publish(new Event.Notice(Event.Kind.JOB, Optional.empty(), JobNews.of(job))));
    }

    /** What is asked for; without meters and group, all meters. */
    record Asked(
            @Nullable List<String> meters,
            @Nullable String group,
            @Nullable List<String> horizons,
            @Nullable List<String> families,
            @Nullable String effort,
            @Nullable Instant until,
            @Nullable Boolean trial) {}

    record Page(List<JobJson> jobs) {}

    /** A job as JSON; the states and causes in small letters. */
    record JobJson(
            String id,
            String state,
            String cause,
            double fraction,
            String text,
            Optional<Double> loss,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            List<String> meters,
            List<String> horizons,
            boolean trial,
            List<ResultJson> results) {

        static JobJson of(TrainingJob job) {
            return new JobJson(
                    job.id(),
                    small(job.state()),
                    small(job.request().cause()),
                    job.fraction(),
                    job.text(),
                    job.loss(),
                    job.createdAt(),
                    job.startedAt(),
                    job.endedAt(),
                    job.request().meters(),
                    job.request().horizons(),
                    job.request().trial(),
                    job.results().stream().map(ResultJson::of).toList());
        }
    }

    /** What listeners to events hear of a job: how far it is. {@code GET} tells the rest. */
    record JobNews(
            String id,
            String state,
            String cause,
            double fraction,
            String text,
            Optional<Double> loss,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt) {

        static JobNews of(TrainingJob job) {
            return new JobNews(
                    job.id(),
                    small(job.state()),
                    small(job.request().cause()),
                    job.fraction(),
                    job.text(),
                    job.loss(),
                    job.createdAt(),
                    job.startedAt(),
                    job.endedAt());
        }
    }

    record ResultJson(String meterId, String horizon, Optional<String> model, String outcome, String reason) {

        static ResultJson of(JobResult result) {
            return new ResultJson(
                    result.meter(), result.horizon(), result.model(), small(result.outcome()), result.reason());
        }
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void submit(Context ctx) {
        TrainingJob job = jobs.submit(request(ctx));
        ctx.header("Location", "/api/v1/training-jobs/" + job.id());
        ctx.status(HttpStatus.ACCEPTED).json(JobJson.of(job));
    }

    private JobRequest request(Context ctx) {
        try {
            Asked asked = ctx.body().isBlank()
                    ? new Asked(null, null, null, null, null, null, null)
                    : Body.object(ctx, json, Asked.class);
            return new JobRequest(
                    meters(asked),
                    orElse(asked.horizons(), ALL_HORIZONS),
                    new TreeSet<>(orElse(asked.families(), List.of())),
                    effort(orElse(asked.effort(), "standard")),
                    orElse(asked.until(), clock.instant()),
                    orElse(asked.trial(), false),
                    JobRequest.Cause.REQUEST);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The job is not readable as JSON: " + malformed.getOriginalMessage()
                    + ". Send for example {\"meters\":[\"M-17\"],\"horizons\":[\"day-ahead\"]}.");
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
    }

    private static <T> T orElse(@Nullable T value, T usual) {
        return value == null ? usual : value;
    }

    private List<String> meters(Asked asked) {
        List<String> named = orElse(asked.meters(), List.of());
        if (!named.isEmpty() && asked.group() != null) {
            throw new IllegalArgumentException("Both meters and a group are named. Name one of them.");
        }
        if (!named.isEmpty()) {
            for (String name : named) {
                MeterId id = MeterId.of(name);
                if (meters.find(id).isEmpty()) {
                    throw new UnknownMeterException(id);
                }
            }
            return named;
        }
        String group = asked.group();
        List<String> found = meters.all().stream()
                .filter(meter -> group == null || meter.groups().contains(group))
                .map(Meter::id)
                .map(MeterId::value)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    group == null ? "There are no meters yet." : "No meter is in group '" + group + "'.");
        }
        return found;
    }

    private static Effort effort(String name) {
        try {
            return Effort.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("Effort '" + name + "' is not known. Use quick or standard.", unknown);
        }
    }

    private void list(Context ctx) {
        int limit = new Query(ctx).limit(USUAL_PAGE, LARGEST_PAGE);
        ctx.json(new Page(jobs.newest(limit).stream().map(JobJson::of).toList()));
    }

    private void show(Context ctx) {
        ctx.json(JobJson.of(find(ctx)));
    }

    private TrainingJob find(Context ctx) {
        String id = ctx.pathParam("id");
        return jobs.find(id)
                .orElseThrow(() -> ProblemException.notFound(
                        "There is no job '" + id + "'. GET /api/v1/training-jobs lists the newest."));
    }

    private void cancel(Context ctx) {
        TrainingJob job = find(ctx);
        TrainingJob cancelled = jobs.cancel(job.id())
                .orElseThrow(() -> ProblemException.conflict("Job " + job.id() + " has ended already: " + job.text()));
        ctx.json(JobJson.of(cancelled));
    }
}
