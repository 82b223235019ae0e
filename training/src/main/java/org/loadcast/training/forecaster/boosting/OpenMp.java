package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The OpenMP library that XGBoost is linked against on Linux.
 *
 * <p>A minimal system lacks {@code libgomp.so.1}; DL4J's jar carries one. Once that is loaded, the linker finds it by its name when
 * XGBoost asks for it.
 */
final class OpenMp {

    private static final String LIBRARY = "libgomp.so.1";
    private static final String SHIPPED = "/org/nd4j/linalg/cpu/nativecpu/bindings/%s/" + LIBRARY;
    private static final Map<String, String> PLATFORMS = Map.of(
            "amd64", "linux-x86_64",
            "aarch64", "linux-arm64");

    private OpenMp() {}

    /** Initialised once, by the virtual machine. */
    private static final class Provided {

        static final String FROM = provide();

        private static String provide() {
            if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux") || isInstalled()) {
                return "the system";
            }
            return loadShipped();
        }
    }

    /**
     * Makes sure, before the first use of XGBoost, that its OpenMP library can be found.
     *
     * @return where it comes from
     * @throws IllegalStateException when neither the system nor a jar has it
     */
    static String provide() {
        return Provided.FROM;
    }

    private static boolean isInstalled() {
        return libraryDirectories().anyMatch(directory -> Files.exists(directory.resolve(LIBRARY)));
    }

    private static Stream<Path> libraryDirectories() {
        List<String> usual = List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib");
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        List<String> debian = List.of("/lib/" + machine + "-linux-gnu", "/usr/lib/" + machine + "-linux-gnu");
        String wanted = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return Stream.of(usual.stream(), debian.stream(), Arrays.stream(wanted.split(":", -1)))
                .flatMap(directories -> directories)
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }

    /** Loads the copy that a jar carries and returns the name of its resource. */
    static String loadShipped() {
        String resource = SHIPPED.formatted(PLATFORMS.getOrDefault(System.getProperty("os.arch"), "unknown"));
        try (InputStream in = OpenMp.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("XGBoost needs " + LIBRARY
                        + ", which this system lacks and no jar on the" + " class path carries as " + resource
                        + ". Install it (Debian: apt install libgomp1).");
            }
            Path directory = Files.createTempDirectory("loadcast-openmp");
            Path copy = directory.resolve(LIBRARY);
            Files.copy(in, copy);
            System.load(copy.toString());
            // A loaded library stays when its file is gone.
            Files.delete(copy);
            Files.delete(directory);
            return resource;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Could not unpack " + LIBRARY + ", which XGBoost needs and this system lacks: " + e.getMessage()
                            + ". Make room in java.io.tmpdir or install it (Debian: apt install libgomp1).",
                    e);
        }
    }
}
