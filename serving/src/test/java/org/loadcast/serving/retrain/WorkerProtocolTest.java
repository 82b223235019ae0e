package org.loadcast.serving.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.loadcast.training.blend.Effort;

class WorkerProtocolTest {

    @Test
    void aRequestIsReadBackAsItWasWritten() {
        JobRequest request = new JobRequest(
                List.of("m1", "Zähler 2".replace(' ', '_')),
                List.of("day-ahead"),
                new TreeSet<>(List.of("linear")),
                Effort.STANDARD,
                Instant.parse("2021-06-16T11:00:03Z"),
                true,
                JobRequest.Cause.DRIFT);

        assertThat(WorkerProtocol.read(WorkerProtocol.write(request))).isEqualTo(request);
        assertThatThrownBy(() -> WorkerProtocol.read("")).hasMessageContaining("not a training request");
    }

    @Test
    void whatTheSpeakerSaysIsHeardAndChatterIsNot() {
        // given
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Trainer.Listener speaker = WorkerProtocol.speaker(new PrintStream(said, true, StandardCharsets.UTF_8));
        List<String> heard = new ArrayList<>();
        Trainer.Listener listener = new Trainer.Listener() {
            @Override
            public void progress(double fraction, String text, Optional<Double> loss) {
                heard.add(fraction + " " + text + " " + loss);
            }

            @Override
            public void trained(String meter, String horizon, String model) {
                heard.add(meter + " " + horizon + " " + model);
            }

            @Override
            public void skipped(String meter, String horizon, String reason) {
                heard.add(meter + " " + horizon + " not: " + reason);
            }
        };

        // when
        speaker.progress(0.25, "m1: mlp epoch loss 0.1230", Optional.empty());
        speaker.trained("m1", "day-ahead", "model-1");
        speaker.skipped("m2", "day-ahead", "It has\ntwo lines.");
        said.writeBytes("a library says hello\n".getBytes(StandardCharsets.UTF_8));
        said.toString(StandardCharsets.UTF_8).lines().forEach(line -> WorkerProtocol.tell(line, listener));

        // then
        assertThat(heard)
                .containsExactly(
                        "0.25 m1: mlp epoch loss 0.1230 Optional[0.123]",
                        "m1 day-ahead model-1",
                        "m2 day-ahead not: It has\ntwo lines.");
    }
}
