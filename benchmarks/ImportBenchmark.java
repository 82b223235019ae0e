import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.loadcast.features.csv.LoadCsv;
import org.loadcast.features.store.BulkLoad;
import org.loadcast.features.store.WriteCounts;
import org.loadcast.features.store.sqlite.SqliteStores;

/**
 * Rows per second of an import into the embedded store, beside those of merely reading the same file in the same run.
 *
 * <p>Arguments: number of meters, days of quarter-hours, then "meter" or "time" for the order of the rows; or one load file.
 */
final class ImportBenchmark {

    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("loadcast-import");
        try {
            Path file = directory.resolve("load.csv.gz");
            if (arguments.length == 1) {
                Files.copy(Path.of(arguments[0]), file);
            } else {
                boolean byMeter = arguments[2].equals("meter");
                write(file, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), byMeter);
            }
            System.out.printf("file        %,d bytes%n", Files.size(file));
            for (int round = 1; round <= 2; round++) {
                report("read only", round, () -> readBareBones(file));
            }
            Path data = directory.resolve("data");
            report("import", 1, () -> load(file, data));
            report("same again", 2, () -> load(file, data));
            System.out.printf("database    %,d bytes%n", Files.size(data.resolve(SqliteStores.FILE_NAME)));
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** A day's shape with noise, seeded; the rows by meter (as exports are) or by time (as meters report). */
    private static void write(Path file, int meters, int days, boolean byMeter) throws IOException {
        Random random = new Random(17);
        int steps = days * 96;
        try (var out = new PrintWriter(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), false, StandardCharsets.UTF_8)) {
            out.print("timestamp,meter_id,load_kw\n");
            for (int i = 0; i < steps * meters; i++) {
                int step = byMeter ? i % steps : i / meters;
                int meter = byMeter ? i / steps : i % meters;
                double load = 1.5 + Math.sin(step * Math.PI / 48) + 0.2 * random.nextGaussian();
                out.print(START.plusSeconds(900L * step) + ",m" + meter + "," + Math.round(load * 1000) / 1000.0 + "\n");
            }
        }
    }

    private static long readBareBones(Path file) throws IOException {
        long rows = 0;
        double sum = 0;
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
                rows++;
            }
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("The file holds a value that is no number.");
        }
        return rows;
    }

    private static long load(Path file, Path data) throws IOException {
        try (SqliteStores stores = SqliteStores.open(data)) {
            BulkLoad load = new BulkLoad(stores.measurements(), counts -> {});
            LoadCsv.read(file, load::add, rejected -> System.err.println(rejected));
            WriteCounts counts = load.finish();
            return counts.total();
        }
    }

    private interface Run {
        long rows() throws IOException;
    }

    private static void report(String name, int round, Run run) throws IOException {
        long start = System.nanoTime();
        long cpuStart = cpuNanos();
        long rows = run.rows();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpuStart) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-11s round %d  %,d rows in %.2f s = %,.0f rows/s (%.2f s of CPU)%n",
                name,
                round,
                rows,
                seconds,
                rows / seconds,
                cpuSeconds);
    }

    /** Of all threads: on a busy machine this tells more than the clock. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
