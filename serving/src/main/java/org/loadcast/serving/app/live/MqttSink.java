package org.loadcast.serving.app.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.ingest.mqtt.MqttLink;

/** Publishes what simulated meters measure, as real ones would, and waits until the broker has it. */
public record MqttSink(MqttLink link) implements LiveSink {

    @Override
    public void readings(List<Reading.Power> readings) throws InterruptedException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (Reading.Power reading : readings) {
            sent.add(send(
                    "loadcast/meters/" + reading.meter() + "/reading",
                    "{\"timestamp\":\"" + reading.timestamp() + "\",\"power_kw\":" + reading.kilowatts() + "}"));
        }
        await(sent);
    }

    @Override
    public void observed(WeatherTable table) throws InterruptedException {
        send(table, Optional.empty());
    }

    @Override
    public void forecast(WeatherRun run) throws InterruptedException {
        send(run.table(), Optional.of(run.availableAt()));
    }

    private void send(WeatherTable table, Optional<Instant> availableAt) throws InterruptedException {
        if (table.rows() > 0) {
            await(List.of(send("loadcast/weather/" + table.location(), rows(table, availableAt))));
        }
    }

    private static String rows(WeatherTable table, Optional<Instant> availableAt) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            StringBuilder json = new StringBuilder("{\"timestamp\":\"" + table.timestamp(row) + "\"");
            availableAt.ifPresent(at -> json.append(",\"available_at\":\"" + at + "\""));
            for (String variable : table.variables()) {
                double value = table.value(variable, row);
                if (!Double.isNaN(value)) {
                    json.append(",\"" + variable + "\":" + value);
                }
            }
            rows.add(json + "}");
        }
        return "[" + String.join(",", rows) + "]";
    }

    private CompletableFuture<Void> send(String topic, String payload) {
        return link.publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    /** @throws CommandFailure when the broker has refused a message */
    private static void await(List<CompletableFuture<Void>> sent) throws InterruptedException {
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).get();
        } catch (ExecutionException refused) {
            throw new CommandFailure("The MQTT broker did not take a message: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
