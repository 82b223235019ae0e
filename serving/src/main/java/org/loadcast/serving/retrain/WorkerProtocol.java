package org.loadcast.serving.retrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a training process reads and says: the request as one line of JSON, then an event a line. */
final class WorkerProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProtocol.class);
    private static final Pattern LOSS = Pattern.compile("\\bloss (-?[0-9.]+(?:[eE]-?[0-9]+)?)");

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .build();

    private WorkerProtocol() {}

    /** One event: which of the fields are there depends on its kind. */
    private record Event(
            String kind, double fraction, String text, Optional<Double> loss, String meter, String horizon) {}

    static String write(JobRequest request) {
        return json(request);
    }

    /** @throws IllegalArgumentException when the line is no request */
    static JobRequest read(String line) {
        try {
            return JSON.readValue(line, JobRequest.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "This is not a training request: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An event of a training cannot be written as JSON.", impossible);
        }
    }

    /** Passes the event of a line on; a line that is none, such as one that a library printed, is only logged. */
    static void tell(String line, Trainer.Listener listener) {
        Event event;
        try {
            event = JSON.readValue(line, Event.class);
        } catch (JsonProcessingException chatter) {
            LOG.debug("training: {}", line, chatter);
            return;
        }
        switch (event.kind()) {
            case "progress" -> listener.progress(event.fraction(), event.text(), event.loss());
            case "trained" -> listener.trained(event.meter(), event.horizon(), event.text());
            case "skipped" -> listener.skipped(event.meter(), event.horizon(), event.text());
            default -> LOG.warn("The training process told of something unknown: {}", line);
        }
    }

    /** A listener that says everything on {@code out}. */
    static Trainer.Listener speaker(PrintStream out) {
        return new Trainer.Listener() {
            @Override
            public void progress(double fraction, String text, Optional<Double> loss) {
                say(new Event("progress", fraction, text, loss.or(() -> lossIn(text)), "", ""));
            }

            @Override
            public void trained(String meter, String horizon, String model) {
                say(new Event("trained", 0, model, Optional.empty(), meter, horizon));
            }

            @Override
            public void skipped(String meter, String horizon, String reason) {
                say(new Event("skipped", 0, reason, Optional.empty(), meter, horizon));
            }

            private void say(Event event) {
                out.println(json(event));
                out.flush();
            }
        };
    }

    /** Progress is told in words, with a figure where there is one. */
    private static Optional<Double> lossIn(String text) {
        Matcher loss = LOSS.matcher(text);
        return loss.find() ? Optional.of(Double.parseDouble(loss.group(1))) : Optional.empty();
    }
}
