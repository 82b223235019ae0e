package org.loadcast.serving.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.serving.app.command.Shell;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** What people read leads where it says, and what they type is there. */
class DocumentsTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|[` ])\\./loadcast ([^`#|&>)·\n]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(
                                    "README.md",
                                    "CONTRIBUTING.md",
                                    "CHANGELOG.md",
                                    "DECISIONS.md",
                                    "deploy/README.md",
                                    "deploy/grafana/README.md",
                                    "datasets/README.md",
                                    "notebooks-java/README.md")
                            .map(HOME::resolve),
                    docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkWithinTheProjectLeadsToAFileAndItsHeading(Path document) throws IOException {
        String text = CODE.matcher(Files.readString(document)).replaceAll("");

        assertThat(LINK.matcher(text).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(leadsSomewhere(document, link))
                        .as("%s in %s", link, document)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandIsOneThatThereIs(Path document) throws IOException {
        assertThat(commands(Files.readString(document)))
                .allSatisfy(command -> assertThat(misread(command))
                        .as("loadcast %s in %s", command, document)
                        .isEmpty());
    }

    @Test
    void aCommandOrOptionThatThereIsNotIsNoticed() {
        assertThat(misread("train --meters main")).isEmpty();
        assertThat(misread("train --meter main")).isNotEmpty();
        assertThat(misread("trian")).isNotEmpty();
        assertThat(misread("models lsit")).isNotEmpty();
    }

    /** Why the command line does not understand {@code command}; what is missing, such as other options, does not count. */
    private static Optional<String> misread(String command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        CommandLine line = Loadcast.commandLine(new Shell(nowhere, nowhere, Clock.systemUTC(), Map.of()));
        try {
            line.parseArgs(command.split(" +"));
            return Optional.empty();
        } catch (MissingParameterException incomplete) {
            return Optional.empty();
        } catch (ParameterException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    /** What follows {@code ./loadcast} in code, up to a comment, a pipe, an ampersand, or a quoted argument's quotes. */
    private static Stream<String> commands(String text) {
        return CODE.matcher(text.replace("\\\n", " "))
                .results()
                .flatMap(code -> COMMAND.matcher(code.group()).results())
                .map(found -> found.group(1)
                        .replaceAll("'[^']*'|\"[^\"]*\"", "quoted")
                        .replace("…", "")
                        .strip())
                .filter(command -> !command.isEmpty())
                .distinct();
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        if (link.matches("https?://.*")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1 || headings(file).anyMatch(parts[1]::equals));
    }

    /** Headings as links name them: lower case, a hyphen for each space, no punctuation. */
    private static Stream<String> headings(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-'));
    }
}
