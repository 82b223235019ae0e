package org.loadcast.serving.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.function.BooleanSupplier;
import org.loadcast.features.store.StoreException;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.settings.ConfigException;
import org.loadcast.training.registry.RegistryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one clear line on standard error and an exit status: 1 failed, 2 wrong usage. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final BooleanSupplier verbose;

    Failures(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("loadcast: " + oneLine(describe(wrong)));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String describe(ParameterException wrong) {
        boolean ofRoot = wrong.getCommandLine().getParent() == null;
        return ofRoot && wrong instanceof UnmatchedArgumentException unmatched
                ? "There is no command '" + unmatched.getUnmatched().get(0) + "'."
                : String.valueOf(wrong.getMessage());
    }

    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failed instanceof ConfigException wrong) {
            wrong.problems().forEach(problem -> err.println("loadcast: " + problem));
            err.flush();
            return CommandLine.ExitCode.USAGE;
        }
        err.println("loadcast: " + oneLine(describe(failed)));
        if (verbose.getAsBoolean()) {
            failed.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describe(Exception failed) {
        IOException wrapped = failed instanceof UncheckedIOException unchecked ? unchecked.getCause() : null;
        Exception cause = wrapped == null ? failed : wrapped;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NoSuchFileException) {
            return "File " + message + " does not exist.";
        }
        if (cause instanceof AccessDeniedException) {
            return "Access to " + message + " is denied. Check who may read and write it.";
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return message + " is a file, and a directory is needed. Choose another name.";
        }
        if (cause instanceof FileSystemException) {
            return "The file system refused: " + message;
        }
        return isExpected(cause) ? message : "Unexpected " + cause + ". With --verbose the trace is shown.";
    }

    /** Exceptions whose message was written for the person at the keyboard. */
    private static boolean isExpected(Exception cause) {
        return cause.getMessage() != null
                && (cause instanceof CommandFailure
                        || cause instanceof StoreException
                        || cause instanceof RegistryException
                        || cause instanceof IOException
                        || cause instanceof IllegalArgumentException
                        || cause.getClass().getName().startsWith("org.loadcast."));
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
