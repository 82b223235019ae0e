/**
 * What a backtest found, for people and for scripts.
 *
 * <p>{@link org.loadcast.training.report.BacktestReport} scores a
 * {@link org.loadcast.training.backtest.BacktestResult} once and writes three files: {@code leaderboard.csv},
 * {@code metrics.json} and {@code report.html}. The page needs nothing but itself: no script, no font, no picture from
 * elsewhere. Its charts are SVG from this package's own small plot writer, with a title and a description for those who
 * cannot see them; colours follow the reader's light or dark theme.
 */
@NullMarked
package org.loadcast.training.report;

import org.jspecify.annotations.NullMarked;
