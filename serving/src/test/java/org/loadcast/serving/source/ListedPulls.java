package org.loadcast.serving.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A log of pulls in memory. */
public final class ListedPulls implements PullLog {

    private final List<Block> blocks = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();

    @Override
    public List<Block> blocks(String sensor) {
        return blocks.stream()
                .filter(block -> block.sensor().equals(sensor))
                .sorted(Comparator.comparingLong(Block::run).thenComparingLong(Block::start))
                .toList();
    }

    @Override
    public void stored(Collection<Block> stored) {
        stored.forEach(block -> {
            blocks.removeIf(block::covers);
            blocks.add(block);
        });
    }

    @Override
    public List<Missing> missing(String sensor) {
        return missing.stream()
                .filter(stretch -> stretch.sensor().equals(sensor))
                .toList();
    }

    @Override
    public List<Missing> missing() {
        return List.copyOf(missing);
    }

    @Override
    public void putMissing(String sensor, List<Missing> stretches) {
        List<Missing> before = missing(sensor);
        missing.removeIf(stretch -> stretch.sensor().equals(sensor));
        for (Missing stretch : stretches) {
            int tries = before.stream()
                    .filter(known -> known.time().from().isBefore(stretch.time().to())
                            && stretch.time().from().isBefore(known.time().to()))
                    .mapToInt(Missing::tries)
                    .max()
                    .orElse(0);
            missing.add(new Missing(sensor, stretch.run(), stretch.time(), stretch.reason(), tries + 1, Instant.EPOCH));
        }
    }
}
