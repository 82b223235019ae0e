package org.loadcast.training.blend;

import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;

/**
 * Divides lead times into blocks: what forecasts the next hours well may be poor a day ahead, so a blend weighs its members in
 * each block by itself.
 */
record LeadBlocks(LeadWindow window) {

    private static final int MOST = 3;

    int count() {
        return Math.min(MOST, window.length());
    }

    /** The block of every row of {@code context}, whose targets may be others than the window's. */
    int[] ofRows(ForecastContext context) {
        long first = context.target().start().getEpochSecond()
                - context.view().cutoff().getEpochSecond()
                - window.offset().toSeconds();
        long step = context.target().step().toSeconds();
        long all = window.length() * window.step().toSeconds();
        int[] blocks = new int[context.target().length()];
        for (int row = 0; row < blocks.length; row++) {
            blocks[row] = Math.toIntExact(Math.max(0, Math.min(count() - 1, (first + row * step) * count() / all)));
        }
        return blocks;
    }
}
