package org.loadcast.serving.publish.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.api.ForecastJson;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.issue.ForecastPublisher;
import org.loadcast.serving.issue.IssueRound;

/** Publishes forecasts as retained messages, from {@link #start} until it is closed. Thread-safe; never waits for the broker. */
public final class MqttPublisher implements ForecastPublisher, AutoCloseable {

    private static final Quantiles PUBLISHED = Quantiles.of(0.1, 0.5, 0.9);
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";

    private final MeterDirectory meters;
    private final Optional<HomeAssistant> homeAssistant;
    private final MqttSender sender;
    private final LatestMessages messages;
    private final JsonFactory json = new JsonFactory();

    /**
     * A publisher that is not connected yet.
     *
     * @param discoveryPrefix what Home Assistant listens on; empty to tell it nothing
     */
    public MqttPublisher(MqttTarget target, MeterDirectory meters, Optional<String> discoveryPrefix) {
        this.meters = meters;
        this.homeAssistant = discoveryPrefix.map(HomeAssistant::new);
        this.sender = new HiveMqSender(target, Topics.STATUS, OFFLINE);
        this.messages = new LatestMessages(sender);
        sender.onConnected(() -> messages.put(Topics.STATUS, ONLINE));
    }

    /** Begins to connect; what was published before goes out then. */
    public void start() {
        messages.start();
        sender.connect();
    }

    @Override
    public void publish(IssueRound round) {
        for (Forecast forecast : round.forecasts()) {
            meters.find(forecast.meter()).ifPresent(meter -> publish(meter, forecast));
        }
    }

    private void publish(Meter meter, Forecast deciles) {
        homeAssistant.ifPresent(home -> messages.putIfNew(home.topic(meter), home.device(meter)));
        Forecast forecast = ForecastService.withQuantiles(deciles, PUBLISHED);
        messages.put(
                Topics.forecast(meter.id(), forecast.horizon()),
                text(out -> ForecastJson.write(forecast, meter.zone(), out)));
        if (forecast.horizon().equals(Horizon.DAY_AHEAD.label())) {
            messages.put(
                    Topics.summary(meter.id(), forecast.horizon()), text(DaySummary.of(forecast, meter.zone())::write));
        }
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    private String text(Writing writing) {
        StringWriter text = new StringWriter(2_048);
        try (JsonGenerator out = json.createGenerator(text)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text in memory could not be written.", impossible);
        }
        return text.toString();
    }

    /** Sends what waits if the broker is there, and says good-bye. */
    @Override
    public void close() {
        messages.put(Topics.STATUS, OFFLINE);
        messages.close();
        sender.close();
    }
}
