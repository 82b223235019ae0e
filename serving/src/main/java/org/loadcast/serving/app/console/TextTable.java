package org.loadcast.serving.app.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in aligned columns: the first column to the left, the others to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        rows.add(List.of(header));
    }

    public TextTable row(Object... cells) {
        rows.add(List.of(cells).stream().map(String::valueOf).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines of the table, the header first. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(c -> Collections.max(
                        rows.stream().map(row -> row.get(c).length()).toList()))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String padding = " ".repeat(widths[c] - row.get(c).length());
            line.append(c == 0 ? row.get(c) + padding : GAP + padding + row.get(c));
        }
        return line.toString().stripTrailing();
    }
}
