package org.loadcast.serving.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The metrics of one process; names begin with {@code loadcast_}, but for those of the JVM. Thread-safe. */
public final class Metrics {

    /** The registry would let go of them. */
    private final Queue<Supplier<Number>> counted = new ConcurrentLinkedQueue<>();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Metrics with those of the JVM. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * Counts a request.
     *
     * @param route template of the path, never the path itself, of which there are endlessly many
     */
    public void request(String method, String route, int status, Duration took) {
        Timer.builder("loadcast.http.requests")
                .description("Requests by route and status")
                .tags("method", method, "route", route, "status", String.valueOf(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(registry)
                .record(took);
    }

    /**
     * Shows a number that is asked for at every scrape; it must be quick.
     *
     * @param name with dots, such as {@code loadcast.models}
     * @param tags names and values by turns
     */
    public void gauge(String name, String description, Supplier<Number> value, String... tags) {
        Gauge.builder(name, value)
                .description(description)
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    /** Shows a number that only grows, asked for at every scrape; otherwise as {@link #gauge}. */
    public void counter(String name, String description, Supplier<Number> value, String... tags) {
        counted.add(value);
        FunctionCounter.builder(name, value, current -> current.get().doubleValue())
                .description(description)
                .tags(Tags.of(tags))
                .register(registry);
    }

    /** Adds to a number that only grows. */
    public void count(String name, String description, long more, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags(Tags.of(tags))
                .register(registry)
                .increment((double) more);
    }

    /** Counts something that took time, in buckets from a millisecond to ten seconds. */
    public void took(String name, String description, Duration time, String... tags) {
        Timer.builder(name)
                .description(description)
                .tags(Tags.of(tags))
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(time);
    }

    /** All of them, as Prometheus reads them. */
    public String scrape() {
        return registry.scrape();
    }
}
