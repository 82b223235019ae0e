package org.loadcast.serving.api;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's Chromium, driven by Playwright with the machine's Node. */
final class Browser implements AutoCloseable {

    private static final int OLDEST_NODE = 20;
    private static final Path MODULES = Path.of("target", "web", "node_modules");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /** Why no page can be looked at here; empty when one can. */
    static Optional<String> missing() {
        if (program("chromium").isEmpty()) {
            return Optional.of("There is no chromium on the PATH. Install it (Debian: apt install chromium).");
        }
        if (program("node").isEmpty() || nodeVersion() < OLDEST_NODE) {
            return Optional.of(
                    "There is no node " + OLDEST_NODE + " or newer on the PATH, which Playwright's driver runs on.");
        }
        return Files.exists(MODULES.resolve("playwright-core/cli.js"))
                ? Optional.empty()
                : Optional.of("target/web has no Playwright driver; a build with tests puts it there.");
    }

    private static Optional<Path> program(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int nodeVersion() {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(version.replaceFirst("^v(\\d+).*\\s*$", "$1"));
        } catch (IOException | NumberFormatException unusable) {
            return 0;
        }
    }

    /** Starts Chromium. */
    static Browser open() {
        System.setProperty("playwright.cli.dir", linkDriver().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        program("node").orElseThrow().toString())));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program("chromium").orElseThrow())
                                .setArgs(FLAGS)));
    }

    /** The driver in the form that Playwright looks for, once for all tests: Playwright keeps the first that it is told of. */
    private static Path linkDriver() {
        Path directory = MODULES.resolveSibling("driver").toAbsolutePath();
        Path link = directory.resolve("package");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(
                        link, MODULES.resolve("playwright-core").toAbsolutePath());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return directory;
    }

    /** A window of its own, in UTC and English. */
    BrowserContext window(int width, int height, String theme) {
        return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(theme.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setTimezoneId("UTC")
                .setLocale("en-GB"));
    }

    /** What axe-core finds wrong on the page: rule, and where. */
    static List<?> violations(Page page) {
        try {
            page.evaluate(Files.readString(MODULES.resolve("axe-core/axe.min.js")) + ";0");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return (List<?>) page.evaluate("""
                async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }))
                    .violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? "")).join(" | "))
                """);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
