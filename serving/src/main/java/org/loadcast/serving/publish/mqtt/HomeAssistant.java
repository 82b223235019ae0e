package org.loadcast.serving.publish.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

/**
 * Tells Home Assistant which sensors a meter has, by its discovery of whole devices
 * (https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload).
 *
 * @param prefix of the topics that Home Assistant listens on, usually {@code homeassistant}
 */
record HomeAssistant(String prefix) {

    /** A value that was not renewed for so long is shown as unavailable: four quarters, and a day and a half. */
    private static final int QUARTER_EXPIRES_SECONDS = 3_600;

    private static final int DAY_EXPIRES_SECONDS = 36 * 3_600;

    String topic(Meter meter) {
        return prefix + "/device/" + objectId(meter.id()) + "/config";
    }

    /** Letters, digits, {@code _} and {@code -} only; other characters by their code, so that no two meters meet. */
    private static String objectId(MeterId meter) {
        StringBuilder id = new StringBuilder("loadcast_");
        meter.value().codePoints().forEach(c -> {
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '-')) {
                id.appendCodePoint(c);
            } else {
                id.append('_').append(Integer.toHexString(c)).append('_');
            }
        });
        return id.toString();
    }

    /** What Home Assistant is told about the meter. */
    String device(Meter meter) {
        StringWriter text = new StringWriter(2_048);
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeObjectFieldStart("device");
            out.writeStringField("identifiers", objectId(meter.id()));
            out.writeStringField("name", meter.id().value());
            out.writeStringField("manufacturer", "Loadcast");
            out.writeStringField("model", meter.category().orElse("meter"));
            out.writeEndObject();
            out.writeObjectFieldStart("origin");
            out.writeStringField("name", "Loadcast");
            out.writeEndObject();
            out.writeStringField("availability_topic", Topics.STATUS);
            out.writeNumberField("qos", 1);
            out.writeObjectFieldStart("components");
            writeSensors(meter, out);
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text in memory could not be written.", impossible);
        }
        return text.toString();
    }

    private static void writeSensors(Meter meter, JsonGenerator out) throws IOException {
        String next = Topics.forecast(meter.id(), Horizon.QUARTER_HOUR.label());
        String day = Topics.summary(meter.id(), Horizon.DAY_AHEAD.label());
        String id = objectId(meter.id());
        new Sensor(id, "next", "Next quarter-hour", next, QUARTER_EXPIRES_SECONDS)
                .of("power", "kW", "value_json.points[0].p50")
                .with("start", "value_json.points[0].start")
                .with("p10", "value_json.points[0].p10")
                .with("p90", "value_json.points[0].p90")
                .with("tier", "value_json.tier")
                .write(out);
        new Sensor(id, "tomorrow_energy", "Energy tomorrow", day, DAY_EXPIRES_SECONDS)
                .of("energy", "kWh", "value_json.energy_kwh")
                .with("date", "value_json.date")
                .with("p10", "value_json.energy_p10_kwh")
                .with("p90", "value_json.energy_p90_kwh")
                .with("tier", "value_json.tier")
                .write(out);
        new Sensor(id, "tomorrow_peak", "Peak tomorrow", day, DAY_EXPIRES_SECONDS)
                .of("power", "kW", "value_json.peak_kw")
                .with("start", "value_json.peak_start")
                .with("p10", "value_json.peak_p10_kw")
                .with("p90", "value_json.peak_p90_kw")
                .write(out);
        new Sensor(id, "tomorrow_peak_time", "Time of the peak tomorrow", day, DAY_EXPIRES_SECONDS)
                .of("timestamp", "", "value_json.peak_start")
                .with("date", "value_json.date")
                .write(out);
    }

    /** One sensor, whose value and attributes are expressions on the JSON of a topic. */
    private static final class Sensor {

        private final String id;
        private final String key;
        private final String name;
        private final String topic;
        private final int expiresSeconds;
        private final Map<String, String> attributes = new TreeMap<>();
        private String deviceClass = "";
        private String unit = "";
        private String value = "";

        Sensor(String deviceId, String key, String name, String topic, int expiresSeconds) {
            this.id = deviceId + "_" + key;
            this.key = key;
            this.name = name;
            this.topic = topic;
            this.expiresSeconds = expiresSeconds;
        }

        Sensor of(String kind, String measuredIn, String expression) {
            deviceClass = kind;
            unit = measuredIn;
            value = expression;
            return this;
        }

        Sensor with(String attribute, String expression) {
            attributes.put(attribute, expression);
            return this;
        }

        void write(JsonGenerator out) throws IOException {
            out.writeObjectFieldStart(key);
            out.writeStringField("platform", "sensor");
            out.writeStringField("unique_id", id);
            out.writeStringField("name", name);
            out.writeStringField("device_class", deviceClass);
            if (!unit.isEmpty()) {
                out.writeStringField("unit_of_measurement", unit);
                out.writeNumberField("suggested_display_precision", 2);
            }
            out.writeStringField("state_topic", topic);
            out.writeStringField("value_template", "{{ " + value + " }}");
            out.writeNumberField("expire_after", expiresSeconds);
            out.writeStringField("json_attributes_topic", topic);
            out.writeStringField("json_attributes_template", attributes());
            out.writeEndObject();
        }

        private String attributes() {
            StringBuilder template = new StringBuilder("{{ {");
            attributes.forEach((attribute, expression) -> template.append(template.length() > 4 ? ", " : "")
                    .append('\'')
                    .append(attribute)
                    .append("': ")
                    .append(expression));
            return template.append("} | tojson }}").toString();
        }
    }
}
