package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.stream.AveragedLoad;
import org.loadcast.serving.stream.Event;

/** Writes events in the form of Server-Sent Events: the one place that knows it. */
final class EventFrames {

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(3);
    private static final String GONE =
            "Events behind the last one received are no longer kept. Ask for the present state, and go on from here.";

    private final MeterDirectory meters;
    private final ObjectMapper json;

    EventFrames(MeterDirectory meters, ObjectMapper json) {
        this.meters = meters;
        this.json = json;
    }

    /** A reading as it was stored; one of the three values is there. */
    private record ReadingJson(
            String meterId,
            Instant timestamp,
            Optional<Double> powerKw,
            Optional<Double> energyKwh,
            Optional<Double> energyDeltaKwh,
            Optional<Duration> span) {

        static ReadingJson of(Reading reading) {
            String meter = reading.meter().value();
            if (reading instanceof Reading.EnergyCounter counter) {
                return new ReadingJson(
                        meter,
                        counter.timestamp(),
                        Optional.empty(),
                        Optional.of(counter.kilowattHours()),
                        Optional.empty(),
                        Optional.empty());
            }
            if (reading instanceof Reading.EnergyDelta delta) {
                return new ReadingJson(
                        meter,
                        delta.timestamp(),
                        Optional.of(delta.toPower().kilowatts()),
                        Optional.empty(),
                        Optional.of(delta.kilowattHours()),
                        Optional.of(delta.span()));
            }
            return new ReadingJson(
                    meter,
                    reading.timestamp(),
                    Optional.of(((Reading.Power) reading).kilowatts()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private record MeanJson(String meterId, Instant start, Duration step, double loadKw) {}

    private record GapJson(String reason) {}

    byte[] event(Event event, EventId id) {
        return frame(id, event.kind().label(), body(event));
    }

    private String body(Event event) {
        if (event instanceof Event.ReadingStored stored) {
            return write(ReadingJson.of(stored.reading()));
        }
        if (event instanceof Event.ForecastIssued issued) {
            return write(issued.forecast());
        }
        return write(((Event.Notice) event).content());
    }

    byte[] mean(AveragedLoad.Mean mean, EventId id) {
        MeanJson body =
                new MeanJson(mean.meter().value(), mean.start(), mean.step(), ForecastJson.rounded(mean.kilowatts()));
        return frame(id, Event.Kind.READING.label(), write(body));
    }

    /** The means of a home that begin at the same time. */
    byte[] site(SiteMeans.SiteJson means, EventId id) {
        return frame(id, Event.Kind.READING.label(), write(means));
    }

    /** Tells that events are missing here. */
    byte[] gap(EventId id) {
        return frame(id, "gap", write(new GapJson(GONE)));
    }

    /** Nothing but a sign of life, and the place from which to resume. */
    byte[] heartbeat(EventId id) {
        return bytes(": heartbeat\nid: " + id + "\n\n");
    }

    /** The first words: when to come back after a break, and from where. */
    byte[] hello(EventId id) {
        return bytes("retry: " + COME_BACK_AFTER.toMillis() + "\nid: " + id + "\n\n");
    }

    private static byte[] frame(EventId id, String name, String body) {
        return bytes("id: " + id + "\nevent: " + name + "\ndata: " + body + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException unfit) {
            throw new IllegalStateException("Event " + body + " cannot be written as JSON.", unfit);
        }
    }

    private String write(Forecast forecast) {
        StringWriter text = new StringWriter(2_048);
        try (JsonGenerator out = json.createGenerator(text)) {
            ForecastJson.write(ForecastService.withQuantiles(forecast, Query.SHOWN), zone(forecast.meter()), out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text in memory could not be written.", impossible);
        }
        return text.toString();
    }

    private ZoneId zone(MeterId meter) {
        return meters.find(meter).map(Meter::zone).orElse(ZoneOffset.UTC);
    }
}
