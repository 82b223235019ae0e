package org.loadcast.serving.app;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.access.Role;
import org.loadcast.serving.alert.AlertState;
import org.loadcast.serving.app.command.AgentCommand;
import org.loadcast.serving.app.command.AlertsCommand;
import org.loadcast.serving.app.command.BacktestCommand;
import org.loadcast.serving.app.command.BackupCommand;
import org.loadcast.serving.app.command.DeadLettersCommand;
import org.loadcast.serving.app.command.DemoCommand;
import org.loadcast.serving.app.command.DoctorCommand;
import org.loadcast.serving.app.command.DriftCommand;
import org.loadcast.serving.app.command.ExplainCommand;
import org.loadcast.serving.app.command.ExportCommand;
import org.loadcast.serving.app.command.ForecastCommand;
import org.loadcast.serving.app.command.GridCommand;
import org.loadcast.serving.app.command.ImportCommand;
import org.loadcast.serving.app.command.IssueCommand;
import org.loadcast.serving.app.command.KeysCommand;
import org.loadcast.serving.app.command.MappingCommand;
import org.loadcast.serving.app.command.ModelsCommand;
import org.loadcast.serving.app.command.ReportCommand;
import org.loadcast.serving.app.command.RestoreCommand;
import org.loadcast.serving.app.command.RetentionCommand;
import org.loadcast.serving.app.command.ServeCommand;
import org.loadcast.serving.app.command.Shell;
import org.loadcast.serving.app.command.SimulateCommand;
import org.loadcast.serving.app.command.SitesCommand;
import org.loadcast.serving.app.command.StatisticsCommand;
import org.loadcast.serving.app.command.Times;
import org.loadcast.serving.app.command.TrainCommand;
import org.loadcast.serving.app.command.WeatherCommand;
import org.loadcast.serving.app.command.WhatIfCommand;
import org.loadcast.serving.app.command.WorkerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line: one root command, one subcommand per job. */
@Command(
        name = "loadcast",
        description = "Forecasts electricity load for every meter: the next quarter of an hour and the whole next day.",
        mixinStandardHelpOptions = true,
        versionProvider = Loadcast.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start with:  loadcast demo --once", "Help on one:  loadcast COMMAND --help"})
public final class Loadcast implements Runnable {

    private static final Map<String, Function<Shell, Object>> COMMANDS = commands();

    @Spec
    private CommandSpec spec;

    private Loadcast() {}

    /** By name, in the order in which the help lists them. */
    private static Map<String, Function<Shell, Object>> commands() {
        Map<String, Function<Shell, Object>> all = new LinkedHashMap<>();
        all.put("demo", DemoCommand::new);
        all.put("simulate", SimulateCommand::new);
        all.put("import", ImportCommand::new);
        all.put("agent", AgentCommand::new);
        all.put("train", TrainCommand::new);
        all.put("train-worker", WorkerCommand::new);
        all.put("backtest", BacktestCommand::new);
        all.put("forecast", ForecastCommand::new);
        all.put("explain", ExplainCommand::new);
        all.put("statistics", StatisticsCommand::new);
        all.put("what-if", WhatIfCommand::new);
        all.put("issue", IssueCommand::new);
        all.put("grid", GridCommand::new);
        all.put("sites", SitesCommand::new);
        all.put("serve", ServeCommand::new);
        all.put("export", ExportCommand::new);
        all.put("models", ModelsCommand::new);
        all.put("mapping", MappingCommand::new);
        all.put("weather", WeatherCommand::new);
        all.put("drift", DriftCommand::new);
        all.put("keys", KeysCommand::new);
        all.put("dead-letters", DeadLettersCommand::new);
        all.put("alerts", AlertsCommand::new);
        all.put("report", ReportCommand::new);
        all.put("backup", BackupCommand::new);
        all.put("restore", RestoreCommand::new);
        all.put("retention", RetentionCommand::new);
        all.put("doctor", DoctorCommand::new);
        return all;
    }

    /** Runs one command and leaves with its exit status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setErr(err);
        System.exit(run(out, err, Clock.systemUTC(), System.getenv(), arguments));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    /** Runs one command with the given streams, clock and environment, and returns its exit status. */
    public static int run(
            PrintStream out, PrintStream err, Clock clock, Map<String, String> environment, String... arguments) {
        Shell shell = new Shell(out, err, clock, environment);
        Failures failures = new Failures(shell::verbose);
        return commandLine(shell, arguments)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(arguments);
    }

    /**
     * The commands among {@code arguments}, or all where none is, and how their options are read. To build all of them takes a quarter
     * of a second, and one is run.
     */
    static CommandLine commandLine(Shell shell, String... arguments) {
        Set<String> asked = new HashSet<>(List.of(arguments));
        asked.retainAll(COMMANDS.keySet());
        CommandLine line = new CommandLine(new Loadcast()).addMixin("shell", shell);
        COMMANDS.forEach((name, command) -> {
            if (asked.isEmpty() || asked.contains(name)) {
                line.addSubcommand(name, command.apply(shell));
            }
        });
        describeInSentences(line);
        return line.registerConverter(MeterId.class, plain(MeterId::of))
                .registerConverter(Horizon.class, plain(Horizon::parse))
                .registerConverter(TrainCommand.Horizons.class, plain(TrainCommand.Horizons::parse))
                .registerConverter(Role.class, plain(Role::parse))
                .registerConverter(AlertState.class, plain(AlertState::parse))
                .registerConverter(Quantiles.class, plain(Loadcast::quantiles))
                .registerConverter(Instant.class, plain(Times::parse))
                .registerConverter(Duration.class, plain(Times::parseStep))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    /** The first sentence of a description by itself, because that is what a list of commands shows, and the others as running text. */
    private static void describeInSentences(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        String[] sentences = String.join(" ", usage.description()).split("(?<=\\.) ", 2);
        usage.description(sentences);
        line.getSubcommands().values().forEach(Loadcast::describeInSentences);
    }

    /** A converter whose complaint is the one of {@code parser}, and nothing about Java. */
    private static <T> ITypeConverter<T> plain(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        };
    }

    private static Quantiles quantiles(String text) {
        try {
            return Quantiles.of(Stream.of(text.split(",", -1))
                    .mapToDouble(level -> Double.parseDouble(level.strip()))
                    .toArray());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no list of levels. Write for example 0.1,0.5,0.9.", wrong);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The version in the jar's manifest; there is none when the classes run from a build directory. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Optional.ofNullable(Loadcast.class.getPackage().getImplementationVersion());
            return new String[] {"Loadcast " + version.orElse("(development build)")};
        }
    }
}
