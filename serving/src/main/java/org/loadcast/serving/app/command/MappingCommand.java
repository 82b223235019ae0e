package org.loadcast.serving.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.ingest.decode.Decoded;
import org.loadcast.serving.ingest.decode.MappingException;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.decode.Payload;
import org.loadcast.serving.ingest.decode.UndecodableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast mapping}: what messages become, without a broker. */
@Command(
        name = "mapping",
        mixinStandardHelpOptions = true,
        description = "Shows what messages of devices become, by the presets and rules under mqtt.mapping.",
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast mapping presets",
            "  loadcast mapping try --preset tasmota --topic tele/plug/SENSOR --payload '{\"ENERGY\":{\"Power\":367}}'",
            "  loadcast mapping try --config loadcast.yaml --topic home/kitchen/power --payload 412",
            "  loadcast mapping topics --config loadcast.yaml"
        })
public final class MappingCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public MappingCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: try, topics or presets.");
    }

    @Command(name = "presets", mixinStandardHelpOptions = true, description = "The ready presets; see docs/presets.md.")
    int presets() {
        MessageMapping.presets().forEach(shell.console()::line);
        return 0;
    }

    @Command(name = "topics", mixinStandardHelpOptions = true, description = "What is subscribed to.")
    int topics(
            @Option(names = "--preset", paramLabel = "NAME", description = "A preset instead of the configuration.")
                    @Nullable
                    String preset) {
        mapping(preset).topicFilters().forEach(shell.console()::line);
        return 0;
    }

    @Command(
            name = "try",
            mixinStandardHelpOptions = true,
            description = "Shows the readings and the weather that a message becomes; nothing is stored.")
    int attempt(
            @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "Topic of the message.")
                    String topic,
            @Option(names = "--payload", paramLabel = "TEXT", description = "Payload, as text.") @Nullable
                    String payload,
            @Option(
                            names = "--payload-file",
                            paramLabel = "FILE",
                            description = "Payload from a file, such as a binary one.")
                    @Nullable
                    Path file,
            @Option(names = "--preset", paramLabel = "NAME", description = "A preset instead of the configuration.")
                    @Nullable
                    String preset)
            throws IOException {
        Payload content = content(payload, file);
        try {
            Decoded decoded = mapping(preset)
                    .decode(new Message(topic, content, shell.clock().instant()));
            if (decoded.isEmpty()) {
                shell.console()
                        .line("Nothing to store: the message says nothing of electricity or weather by itself. A part"
                                + " of a sum waits for the other parts, a state for its unit.");
            }
            decoded.describe().forEach(shell.console()::line);
            return decoded.refused().isEmpty() ? 0 : 1;
        } catch (UndecodableException broken) {
            throw new CommandFailure("The message cannot be used: " + broken.reason(), broken);
        }
    }

    private Payload content(@Nullable String text, @Nullable Path file) throws IOException {
        if (text != null && file == null) {
            return Payload.ofText(text);
        }
        if (text == null && file != null) {
            return read(file);
        }
        throw new ParameterException(spec.commandLine(), "Give either --payload or --payload-file.");
    }

    private static Payload read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure("There is no file " + file + " with a payload.");
        }
        long size = Files.readAttributes(file, BasicFileAttributes.class).size();
        if (size > MessageMapping.LARGEST_PAYLOAD_BYTES) {
            throw new CommandFailure(file + " has " + size + " bytes. A payload has at most "
                    + MessageMapping.LARGEST_PAYLOAD_BYTES + ".");
        }
        return Payload.of(Files.readAllBytes(file));
    }

    private MessageMapping mapping(@Nullable String preset) {
        if (preset == null) {
            return shell.config().mapping();
        }
        JsonNode rules = JsonNodeFactory.instance.arrayNode().add(preset);
        try {
            return MessageMapping.parse(rules);
        } catch (MappingException unknown) {
            throw new CommandFailure(
                    "There is no preset '" + preset + "'. There are: " + String.join(", ", MessageMapping.presets())
                            + ".",
                    unknown);
        }
    }
}
