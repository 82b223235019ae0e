package org.loadcast.features.csv;

/**
 * What became of the rows of a file.
 *
 * @param accepted rows that were passed on
 * @param repeated rows that said nothing new, most often an earlier row again; harmless, not passed on
 * @param rejected rows that were left out, each reported as a {@link RejectedRow}
 */
public record CsvSummary(long accepted, long repeated, long rejected) {}
