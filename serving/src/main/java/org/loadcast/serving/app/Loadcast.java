package org.loadcast.serving.app;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: one root command, one subcommand per job. */
@Command(
        name = "loadcast",
        description = "Forecasts electricity load for every meter: the next quarter of an hour and the whole next day.",
        mixinStandardHelpOptions = true,
        versionProvider = Loadcast.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Loadcast {

    /** Runs one command and leaves with its exit status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Loadcast()).execute(arguments));
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
