package org.loadcast.serving.source.tmpo;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.serving.ingest.decode.Unit;
import org.loadcast.serving.source.PullLog;
import org.loadcast.serving.source.PullLog.Block;
import org.loadcast.serving.source.PullLog.Missing;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/** Brings the blocks of a sensor that are not stored yet into the store, and notes what is missing. */
final class TmpoSync {

    /** So many blocks share a transaction. */
    private static final int BLOCKS_IN_BATCH = 256;

    private static final String NO_BLOCK = "the source has no block of it";

    private final BlockSource source;
    private final SourceSettings settings;
    private final SourceSink sink;
    private final Set<String> generation;
    private final Unit usualUnit;
    private final boolean again;
    private final Set<String> passedOver = new HashSet<>();

    TmpoSync(BlockSource source, SourceSettings settings, SourceSink sink) {
        this.source = source;
        this.settings = settings;
        this.sink = sink;
        this.generation =
                Set.copyOf(Arrays.asList(settings.text("generation").orElse("").split(",", -1)));
        this.usualUnit = unit(settings.text("unit").orElse("Wh"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "unit '" + settings.text("unit").orElse("") + "' is not known. Use one of "
                                + String.join(", ", Unit.symbols()) + "."));
        this.again = settings.choice("again", "false", "true").equals("true");
    }

    private static Optional<Unit> unit(String symbol) {
        return Unit.of(symbol);
    }

    /** Pulls what is new of a sensor, and what was missing. */
    void sync(String sensor) throws IOException {
        String meter = settings.meterOf(sensor).value();
        PullLog log = sink.pulls();
        List<Block> stored = again ? List.of() : log.blocks(meter);
        List<Block> offered = new ArrayList<>(source.blocks(sensor, resume(sensor, stored, log.missing(meter))));
        offered.sort(Comparator.comparingLong(Block::run)
                .thenComparingLong(Block::start)
                .thenComparing(Comparator.comparingInt(Block::level).reversed()));
        Map<Block, String> broken = new HashMap<>();
        List<Block> waiting = new ArrayList<>();
        Block last = null;
        for (Block block : offered) {
            Block named = new Block(meter, block.run(), block.level(), block.start());
            if ((last != null && last.covers(named)) || isStored(stored, named)) {
                continue;
            }
            Optional<String> failure = read(block);
            if (failure.isEmpty()) {
                last = named;
                waiting.add(named);
            } else {
                broken.put(named, failure.get());
                sink.reject(
                        source.nameOf(block),
                        1,
                        "The block cannot be used: " + failure.get()
                                + ". Its time is noted as missing and asked for again by the next run.");
            }
            if (waiting.size() == BLOCKS_IN_BATCH) {
                finish(waiting, log);
            }
        }
        finish(waiting, log);
        log.putMissing(meter, missing(meter, log.blocks(meter), broken));
    }

    /** After which block to ask on: the last one without a gap before it. */
    private static Optional<Block> resume(String sensor, List<Block> stored, List<Missing> missing) {
        if (!missing.isEmpty()) {
            Missing first = missing.get(0);
            long before = first.time().from().getEpochSecond() - (1 << 8);
            return Optional.of(new Block(sensor, first.run(), 8, Math.max(0, before)));
        }
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(stored.get(stored.size() - 1))
                        .map(block -> new Block(sensor, block.run(), block.level(), block.start()));
    }

    private static boolean isStored(List<Block> stored, Block block) {
        // Sorted by run and start, without overlaps: the last that does not start later is the only one that may cover
        // it.
        int low = 0;
        int high = stored.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Block other = stored.get(middle);
            boolean before =
                    other.run() < block.run() || (other.run() == block.run() && other.start() <= block.start());
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low > 0 && stored.get(low - 1).covers(block);
    }

    /** Hands on the values of a block; why it cannot be used, if so. */
    private Optional<String> read(Block block) {
        try {
            TmpoBlock values = TmpoBlock.of(block, source.bytes(block));
            Optional<Unit> unit =
                    values.unit().isPresent() ? values.unit().flatMap(TmpoSync::unit) : Optional.of(usualUnit);
            if (unit.isEmpty()) {
                passOver(block.sensor(), values.unit().orElse(""));
                return Optional.empty();
            }
            MeterId meter = meter(block);
            double sign = generation.contains(block.sensor()) ? -1 : 1;
            for (int i = 0; i < values.size(); i++) {
                double kilo = sign * unit.get().toKilo(values.value(i)) + 0.0;
                if (unit.get().isEnergy()) {
                    sink.counter(meter, values.second(i), kilo);
                } else {
                    sink.power(meter, values.second(i), kilo);
                }
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException broken) {
            String message = String.valueOf(broken.getMessage()).replaceFirst("\\.$", "");
            return Optional.of(
                    broken instanceof ZipException || broken instanceof EOFException
                            ? "its gzip is broken: " + message
                            : message);
        }
    }

    private void passOver(String sensor, String unit) {
        if (passedOver.add(sensor)) {
            sink.note("Sensor %s measures in %s, which is neither power nor energy; it is passed over."
                    .formatted(sensor, unit));
        }
    }

    /** A sensor that is put to another use, in a later run, is another meter. */
    private MeterId meter(Block block) {
        MeterId meter = settings.meterOf(block.run() == 0 ? block.sensor() : block.sensor() + "-" + block.run());
        sink.meter(Meter.builder(meter).zone(settings.zone("UTC")).build());
        return meter;
    }

    private void finish(List<Block> waiting, PullLog log) {
        sink.flush();
        log.stored(waiting);
        waiting.clear();
    }

    /** The times between the first and the last block that are not stored. */
    private static List<Missing> missing(String meter, List<Block> stored, Map<Block, String> broken) {
        Map<Long, List<Block>> byRun = new TreeMap<>();
        stored.forEach(block ->
                byRun.computeIfAbsent(block.run(), run -> new ArrayList<>()).add(block));
        broken.keySet()
                .forEach(block -> byRun.computeIfAbsent(block.run(), run -> new ArrayList<>())
                        .add(block));
        List<Missing> missing = new ArrayList<>();
        byRun.forEach((run, blocks) -> {
            blocks.sort(Comparator.comparingLong(Block::start).thenComparingLong(block -> -block.end()));
            long known = blocks.get(0).start();
            for (Block block : blocks) {
                if (block.start() > known) {
                    missing.add(stretch(meter, run, known, block.start(), NO_BLOCK));
                }
                String reason = broken.get(block);
                long from = Math.max(known, block.start());
                if (reason != null && from < block.end()) {
                    addBroken(meter, run, from, block, blocks, broken, reason, missing);
                }
                known = Math.max(known, block.end());
            }
        });
        return missing;
    }

    /** The parts of a broken block that smaller stored blocks do not cover. */
    private static void addBroken(
            String meter,
            long run,
            long from,
            Block block,
            List<Block> blocks,
            Map<Block, String> broken,
            String reason,
            List<Missing> missing) {
        long at = from;
        for (Block other : blocks) {
            if (!broken.containsKey(other) && block.covers(other)) {
                if (other.start() > at) {
                    missing.add(stretch(meter, run, at, other.start(), reason));
                }
                at = Math.max(at, other.end());
            }
        }
        if (at < block.end()) {
            missing.add(stretch(meter, run, at, block.end(), reason));
        }
    }

    private static Missing stretch(String meter, long run, long from, long to, String reason) {
        Interval time = new Interval(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
        return new Missing(meter, run, time, reason, 1, Instant.EPOCH);
    }
}
