package org.loadcast.serving.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.agent.Agent;
import org.loadcast.serving.agent.BatterySource;
import org.loadcast.serving.agent.DiskBuffer;
import org.loadcast.serving.agent.PowerSource;
import org.loadcast.serving.agent.PowerstatSource;
import org.loadcast.serving.agent.RaplSource;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.settings.LoadcastConfig;
import org.loadcast.serving.app.wiring.StopSignal;
import org.loadcast.serving.ingest.mqtt.BrokerAddress;
import org.loadcast.serving.ingest.mqtt.MqttLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast agent}: this machine as a meter. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the power of this Linux machine and publishes it by MQTT, as a meter, until Ctrl-C.",
            "While the broker is away, readings wait on the disk (DATA/agent/ID)."
        },
        footer = {
            "",
            "Sources:",
            "  rapl       energy counters of the processor, or of the whole platform; root alone may read them",
            "  battery    what charges the battery (positive) and what it gives (negative)",
            "  powerstat  the output of powerstat on standard input:",
            "             stdbuf -oL powerstat -R -d 0 1 86400 | loadcast agent --source powerstat ...",
            "",
            "User, password and certificates of the broker are settings: LOADCAST_MQTT_USER, LOADCAST_MQTT_PASSWORD,",
            "LOADCAST_MQTT_TLS_CA.",
            "",
            "Example:",
            "  loadcast agent --mqtt mqtt://broker:1883 --meter desk-7 --building library --category computer"
        })
public final class AgentCommand implements Callable<Integer> {

    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    /** What is read. */
    enum Source {
        /** RAPL, or without it the battery. */
        AUTO,
        RAPL,
        BATTERY,
        POWERSTAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--mqtt",
            paramLabel = "URL",
            required = true,
            description = "Broker, mqtt://HOST:PORT or mqtts://HOST:PORT.")
    private String mqtt = "";

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "Id of this machine as a meter.")
    private MeterId meter = MeterId.of("this");

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "auto",
            description = "auto (rapl, or without it battery), rapl, battery or powerstat (default: auto).")
    private Source source = Source.AUTO;

    @Option(
            names = "--interval",
            paramLabel = "STEP",
            defaultValue = "PT10S",
            description = "What a reading spans (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofSeconds(10);

    @Option(
            names = "--category",
            paramLabel = "TEXT",
            defaultValue = "computer",
            description = "Kind of meter (default: ${DEFAULT-VALUE}).")
    private String category = "computer";

    @Option(names = "--building", paramLabel = "TEXT", description = "Building that the machine is in.")
    private @Nullable String building;

    @Option(names = "--place", paramLabel = "LAT,LON", description = "Where that is, in degrees.")
    private @Nullable String place;

    @Option(names = "--country", paramLabel = "CODE", description = "Country, with a region if wanted: NL, US-TX.")
    private @Nullable String country;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone (default: that of the machine).")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--buffer-mb",
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "Readings that may wait on the disk, in MB; 16 are four weeks of ten seconds (default: ${DEFAULT-VALUE}).")
    private int bufferMegabytes = 16;

    @Option(
            names = "--when-full",
            paramLabel = "WHAT",
            defaultValue = "drop-oldest",
            description = "drop-oldest or drop-newest, when no more may wait (default: ${DEFAULT-VALUE}).")
    private String whenFull = "drop-oldest";

    @Option(
            names = "--sys",
            paramLabel = "DIR",
            defaultValue = "/sys",
            hidden = true,
            description = "The kernel's /sys.")
    private Path sys = Path.of("/sys");

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public AgentCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        BrokerAddress address = usage(() -> BrokerAddress.parse(mqtt));
        DiskBuffer.WhenFull policy = usage(() -> policy(whenFull));
        String announcement = usage(this::announcement);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--interval " + interval + " is not between PT1S and PT1H.");
        }
        if (bufferMegabytes < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--buffer-mb " + bufferMegabytes + " is too small. Allow 1 or more.");
        }
        LoadcastConfig config = shell.config();
        PowerSource power = open(source);
        Path directory = config.data().resolve("agent").resolve(meter.value().replace(':', '_'));
        Console console = shell.console();
        try (DiskBuffer buffer = DiskBuffer.open(directory, (long) bufferMegabytes << 20, policy);
                MqttLink link = MqttLink.publishing(config.mqtt(), address, "loadcast-agent-" + meter)) {
            console.line(
                    "Meter %s: %s every %s to %s. %,d bytes wait from before. Ctrl-C ends it.",
                    meter, power.description(), interval, address, buffer.bytes());
            Agent agent = new Agent(meter, announcement, power, interval, buffer, link, shell.clock(), console::note);
            run(agent);
            long waiting = buffer.bytes();
            if (waiting > 0) {
                console.line("%,d bytes of readings wait in %s for the next start.", waiting, directory);
            }
        }
        return 0;
    }

    private static void run(Agent agent) throws IOException {
        Thread reader = Thread.currentThread();
        try (StopSignal stop = new StopSignal()) {
            Thread waiting = new Thread(
                    () -> {
                        try {
                            stop.await();
                            reader.interrupt();
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "agent-stop");
            waiting.setDaemon(true);
            waiting.start();
            agent.run();
        }
    }

    private <T> T usage(Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static DiskBuffer.WhenFull policy(String text) {
        return switch (text) {
            case "drop-oldest" -> DiskBuffer.WhenFull.DROP_OLDEST;
            case "drop-newest" -> DiskBuffer.WhenFull.DROP_NEWEST;
            default ->
                throw new IllegalArgumentException(
                        "--when-full '" + text + "' is not known. Use drop-oldest or drop-newest.");
        };
    }

    /** What the service may enter into its directory. */
    private String announcement() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("meter_id", meter.value()).put("time_zone", zone.getId()).put("category", category);
        if (country != null) {
            json.put("country", country);
        }
        if (place != null) {
            GeoPoint point = point(place);
            json.put("latitude", point.latitude()).put("longitude", point.longitude());
        }
        if (building != null) {
            json.putObject("attributes").put("building", building);
        }
        return json.toString();
    }

    private static GeoPoint point(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 2) {
                return new GeoPoint(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
            }
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("--place '" + text + "' is not of the form 52.37,4.90.", wrong);
        }
        throw new IllegalArgumentException("--place '" + text + "' is not of the form 52.37,4.90.");
    }

    private PowerSource open(Source wanted) throws IOException {
        Optional<? extends PowerSource> found = switch (wanted) {
            case RAPL -> RaplSource.find(sys);
            case BATTERY -> BatterySource.find(sys);
            case POWERSTAT ->
                Optional.of(PowerstatSource.start(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            case AUTO -> {
                Optional<? extends PowerSource> rapl = RaplSource.find(sys);
                yield rapl.isPresent() ? rapl : BatterySource.find(sys);
            }
        };
        return found.orElseThrow(() -> new CommandFailure(nothing(wanted)));
    }

    private String nothing(Source wanted) {
        String rapl = "no counter of RAPL in " + sys.resolve("class/powercap")
                + " (try modprobe intel_rapl_common; virtual" + " machines have none)";
        String battery = "no battery that tells its power in " + sys.resolve("class/power_supply");
        return "There is "
                + switch (wanted) {
                    case RAPL -> rapl;
                    case BATTERY -> battery;
                    default -> rapl + ", and " + battery;
                }
                + ". With powerstat, pipe its output into --source powerstat.";
    }
}
