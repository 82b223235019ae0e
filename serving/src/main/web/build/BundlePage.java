import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Bundles the page with nothing but a JDK: fetches the npm packages that {@code package-lock.json} pins, checks their
 * SHA-512, unpacks them, and runs esbuild (one static program for each platform, itself such a package).
 *
 * <pre>java BundlePage.java WEB_SOURCES WORK_DIRECTORY OUTPUT_DIRECTORY CACHE_DIRECTORY</pre>
 *
 * <p>With {@code --types} or {@code --browser} in place of the output, it unpacks what the type checker or the tests in a browser need,
 * and bundles nothing. What was fetched once stays in the cache, so that later builds need no network.
 */
final class BundlePage {

    private static final String REGISTRY = "https://registry.npmjs.org/";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TRIES = 3;
    private static final int TAR_BLOCK = 512;

    private final Path sources;
    private final Path modules;
    private final Path cache;

    private BundlePage(Path sources, Path work, Path cache) {
        this.sources = sources;
        this.modules = work.resolve("node_modules");
        this.cache = cache;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("Expected WEB_SOURCES WORK_DIRECTORY OUTPUT_DIRECTORY CACHE_DIRECTORY.");
        }
        BundlePage page = new BundlePage(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[3]));
        String purpose = arguments[2];
        for (NpmPackage wanted : page.locked()) {
            boolean needed =
                    switch (purpose) {
                        case "--types" -> !wanted.dev() || wanted.isType();
                        case "--browser" -> wanted.isForBrowserTests();
                        default -> !wanted.dev() || wanted.isEsbuildOf(platform());
                    };
            if (needed) {
                page.unpack(wanted);
            }
        }
        if (!purpose.startsWith("--")) {
            page.bundle(Path.of(purpose));
        }
    }

    /** A line of the lock: what it is and what it must be. */
    private record NpmPackage(String path, String version, String sha512, boolean dev) {

        /** Its file in a registry, below the registry's address. */
        String file() {
            return path + "/-/" + path.substring(path.lastIndexOf('/') + 1) + "-" + version + ".tgz";
        }

        boolean isEsbuildOf(String platform) {
            return path.equals("@esbuild/" + platform);
        }

        boolean isType() {
            return path.startsWith("@types/") || path.equals("typescript") || path.equals("@grafana/schema");
        }

        boolean isForBrowserTests() {
            return path.equals("playwright-core") || path.equals("axe-core");
        }
    }

    private List<NpmPackage> locked() throws IOException {
        String lock = Files.readString(sources.resolve("package-lock.json"));
        Matcher entries = Pattern.compile("(?ms)^    \"node_modules/([^\"]+)\": \\{(.*?)^    \\}").matcher(lock);
        List<NpmPackage> packages = new ArrayList<>();
        while (entries.find()) {
            String body = entries.group(2);
            packages.add(new NpmPackage(
                    entries.group(1),
                    field(body, "version"),
                    field(body, "integrity").replaceFirst("^sha512-", ""),
                    body.contains("\"dev\": true")));
        }
        return packages;
    }

    private static String field(String body, String name) {
        Matcher value = Pattern.compile("\"" + name + "\": \"([^\"]+)\"").matcher(body);
        if (!value.find()) {
            throw new IllegalStateException("An entry of package-lock.json has no '" + name + "': " + body
                    + " Write the lock anew with npm install --package-lock-only.");
        }
        return value.group(1);
    }

    /** As esbuild names it: linux-x64, darwin-arm64, win32-x64, … */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = system.contains("win") ? "win32" : system.contains("mac") ? "darwin" : system.replace(" ", "");
        return os + "-" + (processor.equals("aarch64") || processor.equals("arm64") ? "arm64" : "x64");
    }

    private void unpack(NpmPackage wanted) throws IOException, InterruptedException {
        Path home = modules.resolve(wanted.path());
        Path mark = home.resolve(".sha512");
        if (Files.exists(mark) && Files.readString(mark).equals(wanted.sha512())) {
            return;
        }
        deleteTree(home);
        untar(fetched(wanted), home);
        Files.writeString(mark, wanted.sha512());
    }

    private Path fetched(NpmPackage wanted) throws IOException, InterruptedException {
        Path file = cache.resolve(wanted.path().replace('/', '+') + "-" + wanted.version() + ".tgz");
        if (Files.exists(file) && sha512(file).equals(wanted.sha512())) {
            return file;
        }
        Files.createDirectories(cache);
        Path part = Files.createTempFile(cache, "fetching", ".tgz");
        try {
            download(wanted.file(), part);
            if (!sha512(part).equals(wanted.sha512())) {
                throw new IOException(wanted.file() + " is not what package-lock.json pins: its SHA-512 is "
                        + sha512(part) + ", expected " + wanted.sha512() + ". Do not use it; ask where it comes from.");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    /** From the registry, or from the mirror that {@code NPM_CONFIG_REGISTRY} names. */
    private static void download(String name, Path file) throws IOException, InterruptedException {
        String mirror = Optional.ofNullable(System.getenv("NPM_CONFIG_REGISTRY")).orElse(REGISTRY);
        URI address = URI.create((mirror.endsWith("/") ? mirror : mirror + "/") + name);
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        IOException last = new IOException("never tried");
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                HttpResponse<Path> answer = client.send(
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofFile(file));
                if (answer.statusCode() == 200) {
                    return;
                }
                last = new IOException("it answers " + answer.statusCode());
            } catch (IOException failed) {
                last = failed;
            }
            Thread.sleep(500L * attempt);
        }
        throw new IOException(
                "Cannot fetch " + address + ": " + last
                        + ". The page's libraries come from there once; NPM_CONFIG_REGISTRY names a mirror.",
                last);
    }

    private static String sha512(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-512.", impossible);
        }
    }

    /** Unpacks a gzipped tar as npm makes it: files only, all below one directory, which is left out. */
    private static void untar(Path archive, Path home) throws IOException {
        try (InputStream tar = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            byte[] header = new byte[TAR_BLOCK];
            while (tar.readNBytes(header, 0, TAR_BLOCK) == TAR_BLOCK && header[0] != 0) {
                String prefix = text(header, 345, 155);
                String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
                Path file = home.resolve(name.substring(name.indexOf('/') + 1)).normalize();
                if (header[156] == '0' && file.startsWith(home)) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, content);
                    if ((Integer.parseInt(text(header, 100, 8).strip(), 8) & 0100) != 0) {
                        file.toFile().setExecutable(true);
                    }
                }
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private void bundle(Path output) throws IOException, InterruptedException {
        deleteTree(output);
        Files.createDirectories(output);
        Path esbuild = modules.resolve("@esbuild").resolve(platform());
        Path program = Stream.of("esbuild.exe", "bin/esbuild").map(esbuild::resolve).filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("esbuild " + platform() + " is not in package-lock.json."));
        ProcessBuilder run = new ProcessBuilder(
                        program.toString(),
                        sources.resolve("app.tsx").toString(),
                        "--bundle", "--splitting", "--format=esm", "--minify", "--target=es2021", "--charset=utf8",
                        "--jsx=automatic", "--jsx-import-source=preact", "--legal-comments=linked",
                        "--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]", "--asset-names=[name]-[hash]",
                        "--loader:.png=empty", "--log-level=warning",
                        "--outdir=" + output)
                .inheritIO();
        run.environment().put("NODE_PATH", modules.toAbsolutePath().toString());
        int status = run.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("esbuild failed with status " + status + "; its messages stand above.");
        }
        Files.copy(sources.resolve("favicon.svg"), output.resolve("favicon.svg"));
        writeIndex(output);
    }

    /** The first page names the entry's script and style as they are called now; {@code files.txt} lists all. */
    private void writeIndex(Path output) throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.list(output)) {
            files = all.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
        String html = Files.readString(sources.resolve("index.html"))
                .replace("app.js", named(files, "app-[A-Z0-9]+\\.js"))
                .replace("app.css", named(files, "app-[A-Z0-9]+\\.css"));
        Files.writeString(output.resolve("index.html"), html);
        Files.write(output.resolve("files.txt"), files);
    }

    private static String named(List<String> files, String pattern) {
        return files.stream().filter(file -> file.matches(pattern)).findFirst().orElseThrow();
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(path);
            }
        }
    }
}
