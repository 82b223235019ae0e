/**
 * The CSV files that Loadcast reads and writes: load, weather, meters and holidays, plain or gzipped.
 *
 * <p>Columns are found by their names in the header. A file whose header does not fit is refused as a whole
 * ({@link org.loadcast.features.csv.CsvFormatException}); a row that does not fit is handed to the caller as a
 * {@link org.loadcast.features.csv.RejectedRow} with its line and reason, and reading goes on. Reading streams: load goes
 * row by row to a {@link org.loadcast.features.csv.LoadSink}, without an object for each row. Each format is one class that
 * both reads and writes it; {@link org.loadcast.features.csv.ForeignCsv} reads the files of others. FastCSV splits the text;
 * only this package imports it.
 */
@NullMarked
package org.loadcast.features.csv;

import org.jspecify.annotations.NullMarked;
