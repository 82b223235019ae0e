package org.loadcast.serving.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.serving.app.command.Shell;
import picocli.CommandLine;

class LoadcastTest {

    @TempDir
    private Path data;

    @Test
    void withoutACommandItSaysSoAndPointsToTheHelp() {
        CommandRun run = CommandRun.with(Map.of());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("loadcast: Name a command.\nTry 'loadcast --help'.\n");
    }

    @Test
    void theHelpListsTheCommands() {
        CommandRun run = CommandRun.with(Map.of(), "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("import", "simulate", "export", "models", "doctor", "--data=DIR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "simulate",
                "import",
                "train",
                "backtest",
                "forecast",
                "serve",
                "export",
                "models",
                "doctor"
            })
    void everyCommandHasAHelpWithAnExample(String command) {
        CommandRun run = CommandRun.with(Map.of(), command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("Usage: loadcast " + command)
                .containsPattern("Examples?:\\R  loadcast " + command);
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        CommandRun run = CommandRun.in(data, "imprt");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("There is no command 'imprt'.", "loadcast import")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        CommandRun run = CommandRun.in(data, "doctor", "--loud");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--loud").doesNotContain("\tat ");
    }

    @Test
    void aValueThatIsNoneIsWrongUsageAndTheMessageTellsTheForms() {
        CommandRun run = CommandRun.in(data, "export", "forecast", "--horizon", "tomorrow");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'tomorrow'", "quarter-hour, day-ahead").doesNotContain("java.");
    }

    @Test
    void aHorizonThatIsNotTrainedIsWrongUsage() {
        CommandRun run = CommandRun.in(data, "train", "--horizon", "week");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("Use quarter-hour, day-ahead or all.");
    }

    @Test
    void aFailureIsOneLineAndVerboseShowsItsTrace() {
        CommandRun quiet = CommandRun.in(data, "export", "load");
        CommandRun verbose = CommandRun.in(data, "export", "load", "--verbose");

        assertThat(quiet.status()).isEqualTo(1);
        assertThat(quiet.err()).hasLineCount(1).startsWith("loadcast: There is no store in " + data);
        assertThat(verbose.err()).contains("\tat org.loadcast");
    }

    @Test
    void aWrongConfigurationTellsAllThatIsWrong() throws IOException {
        // given
        Path config = data.resolve("loadcast.yaml");
        Files.writeString(config, "server:\n  port: eighty\n  colour: blue\ntraining:\n  threads: none\n");

        // when
        CommandRun run = CommandRun.with(Map.of(), "doctor", "--config", config.toString());

        // then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .hasLineCount(3)
                .contains("server.port is 'eighty' (loadcast.yaml). Expected a whole number from 0 to 65535.")
                .contains("training.threads is 'none'")
                .contains("server.colour (loadcast.yaml) is not known");
    }

    @Test
    void aListOfCommandsShowsWholeSentences() {
        Shell shell = new Shell(System.out, System.err, Clock.systemUTC(), Map.of());

        assertThat(Loadcast.commandLine(shell).getSubcommands())
                .allSatisfy((name, command) -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .endsWith("."));
    }

    @Test
    void commandsAreBuiltByTheNamesThatTheyTell() {
        Shell shell = new Shell(System.out, System.err, Clock.systemUTC(), Map.of());

        Map<String, CommandLine> all = Loadcast.commandLine(shell).getSubcommands();
        Map<String, CommandLine> one =
                Loadcast.commandLine(shell, "--data", "d", "serve", "--help").getSubcommands();

        assertThat(all)
                .allSatisfy(
                        (name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
        assertThat(one).containsOnlyKeys("serve");
    }
}
