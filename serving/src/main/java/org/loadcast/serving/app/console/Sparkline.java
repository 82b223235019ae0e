package org.loadcast.serving.app.console;

/** A row of values as a row of eighth-blocks, on a given scale. */
final class Sparkline {

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private final double lowest;
    private final double highest;
    private final int columns;

    /** Draws values from {@code lowest} to {@code highest} in at most {@code columns} characters. */
    Sparkline(double lowest, double highest, int columns) {
        this.lowest = lowest;
        this.highest = highest;
        this.columns = columns;
    }

    /** A character for every value, or for the mean of as many as have to share one. */
    String draw(double[] values) {
        int width = Math.min(columns, values.length);
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < width; c++) {
            int from = c * values.length / width;
            int to = (c + 1) * values.length / width;
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += values[i];
            }
            line.append(block(sum / (to - from)));
        }
        return line.toString();
    }

    private char block(double value) {
        double share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
        int level = (int) Math.round(share * (BLOCKS.length() - 1));
        return BLOCKS.charAt(Math.max(0, Math.min(BLOCKS.length() - 1, level)));
    }
}
