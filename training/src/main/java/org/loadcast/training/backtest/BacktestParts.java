package org.loadcast.training.backtest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.metrics.BacktestRows;

/**
 * The finished meters of a run, one file each, so that a run that was killed need not do them again and two runs can be compared.
 *
 * <p>While a run goes on its files lie in {@code unfinished}; when it is done, in {@code rows}. A file is used again only by a run of
 * the same task, families, data and program, which its first line tells. Thread-safe for different meters.
 */
public final class BacktestParts {

    private static final String UNFINISHED = "unfinished";
    private static final String ROWS = "rows";
    private static final String MAGIC = "loadcast backtest 1";

    private final Optional<Path> out;

    private BacktestParts(Optional<Path> out) {
        this.out = out;
    }

    /** Keeps nothing. */
    public static BacktestParts none() {
        return new BacktestParts(Optional.empty());
    }

    /** Keeps the parts of the run whose results go to the directory {@code out}. */
    public static BacktestParts in(Path out) {
        return new BacktestParts(Optional.of(out));
    }

    private static Path file(Path directory, MeterId meter) {
        return directory.resolve(meter.value().replaceAll("[^A-Za-z0-9_.-]", "_") + "-"
                + Integer.toHexString(meter.value().hashCode()) + ".bin.gz");
    }

    /** What an earlier run with the same {@code origin} did for a meter; empty when it had not come so far. */
    Optional<MeterBacktest> read(MeterId meter, String origin) {
        if (out.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(out.get().resolve(UNFINISHED), meter);
        try {
            Part part = read(file);
            return part.origin().equals(origin) && part.backtest().meter().equals(meter)
                    ? Optional.of(part.backtest())
                    : Optional.empty();
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("Part " + file + " of an earlier run cannot be read. Delete it.", failed);
        }
    }

    /** Keeps what was done for a meter, whole or not at all. */
    void write(MeterBacktest backtest, String origin) {
        if (out.isEmpty()) {
            return;
        }
        Path file = file(out.get().resolve(UNFINISHED), backtest.meter());
        Path young = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            try (DataOutputStream data = new DataOutputStream(
                    new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(young))))) {
                write(data, backtest, origin);
            }
            Files.move(young, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("Part " + file + " of the run cannot be written.", failed);
        }
    }

    /** Says that all meters are done: the parts become the run's rows, in place of those of an earlier run. */
    void finish() {
        if (out.isEmpty()) {
            return;
        }
        try {
            Path rows = out.get().resolve(ROWS);
            for (Path old : files(rows)) {
                Files.delete(old);
            }
            Files.deleteIfExists(rows);
            Files.move(out.get().resolve(UNFINISHED), rows);
        } catch (IOException failed) {
            throw new UncheckedIOException("The parts in " + out.get() + " cannot be put in place.", failed);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /**
     * All meters of the finished run in {@code out}.
     *
     * @throws IllegalArgumentException when there is no finished run
     */
    public static List<MeterBacktest> ofRun(Path out) throws IOException {
        List<MeterBacktest> meters = new ArrayList<>();
        for (Path file : files(out.resolve(ROWS))) {
            meters.add(read(file).backtest());
        }
        if (meters.isEmpty()) {
            throw new IllegalArgumentException("There is no finished backtest in " + out
                    + ": no files in its directory '" + ROWS + "'. Name the --out directory of a backtest.");
        }
        return List.copyOf(meters);
    }

    private record Part(String origin, MeterBacktest backtest) {}

    private static void write(DataOutputStream data, MeterBacktest backtest, String origin) throws IOException {
        data.writeUTF(MAGIC);
        data.writeUTF(origin);
        data.writeUTF(backtest.meter().value());
        data.writeUTF(backtest.promoted());
        data.writeInt(backtest.families().size());
        for (FamilyResult family : backtest.families()) {
            data.writeUTF(family.family());
            data.writeLong(family.fitTime().toNanos());
            data.writeLong(family.forecastTime().toNanos());
            write(data, family.rows());
        }
    }

    private static void write(DataOutputStream data, BacktestRows rows) throws IOException {
        int width = rows.quantiles().count();
        data.writeInt(width);
        for (double level : rows.quantiles().toArray()) {
            data.writeDouble(level);
        }
        data.writeLong(rows.step().toSeconds());
        data.writeInt(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            data.writeLong(rows.cutoff(row).getEpochSecond());
            data.writeLong(rows.target(row).getEpochSecond());
            data.writeDouble(rows.isMeasured(row) ? rows.measured(row) : Double.NaN);
            for (int q = 0; q < width; q++) {
                data.writeDouble(rows.kilowatts(row, q));
            }
        }
    }

    private static Part read(Path file) throws IOException {
        try (DataInputStream data =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
            if (!data.readUTF().equals(MAGIC)) {
                throw new IOException(file + " is not a part of a backtest of this program version.");
            }
            String origin = data.readUTF();
            MeterId meter = MeterId.of(data.readUTF());
            String promoted = data.readUTF();
            List<FamilyResult> families = new ArrayList<>();
            for (int left = data.readInt(); left > 0; left--) {
                String name = data.readUTF();
                Duration fit = Duration.ofNanos(data.readLong());
                Duration forecast = Duration.ofNanos(data.readLong());
                families.add(new FamilyResult(name, readRows(data, meter), fit, forecast));
            }
            return new Part(origin, new MeterBacktest(meter, promoted, List.copyOf(families)));
        } catch (EOFException | IllegalArgumentException damaged) {
            throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static BacktestRows readRows(DataInputStream data, MeterId meter) throws IOException {
        double[] levels = new double[data.readInt()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = data.readDouble();
        }
        BacktestRows.Builder rows = BacktestRows.builder(Quantiles.of(levels), Duration.ofSeconds(data.readLong()));
        for (int left = data.readInt(); left > 0; left--) {
            Instant cutoff = Instant.ofEpochSecond(data.readLong());
            Instant target = Instant.ofEpochSecond(data.readLong());
            double measured = data.readDouble();
            double[] values = new double[levels.length];
            for (int q = 0; q < values.length; q++) {
                values[q] = data.readDouble();
            }
            if (Double.isNaN(measured)) {
                rows.addUnmeasured(meter, cutoff, target, values);
            } else {
                rows.add(meter, cutoff, target, values, measured);
            }
        }
        return rows.build();
    }
}
