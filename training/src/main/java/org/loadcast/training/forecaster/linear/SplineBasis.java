package org.loadcast.training.forecaster.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.training.forecaster.tabular.TrainingRows;

/**
 * How tabular inputs become columns that a linear model can use.
 *
 * <p>Temperatures, sun and wind get hinges at quantile knots, weekdays and kinds of days become dummies; load columns stay
 * linear, and where the window reaches over more than two days they also come damped by the lead time, because the newest
 * loads say less and less. A basis that shares one regression over the whole day carries a dummy per hour for workdays and
 * for other days.
 */
final class SplineBasis {

    private static final double[] KNOTS = {0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95};
    private static final double[] DAMPING_HOURS = {6, 30};
    private static final int LEAD = 0;

    /** A lag that is often unknown would mostly say "unknown": the newest known days stand in for it. */
    private static final double MOST_MISSING = 0.1;

    private final List<Term> terms;
    private final int width;

    SplineBasis(List<Term> terms) {
        this.terms = terms;
        this.width = terms.stream().mapToInt(Term::width).sum();
    }

    /** One input column and what becomes of it. */
    record Term(int column, Kind kind, List<Double> knots) {
        int width() {
            return switch (kind) {
                case LINEAR -> 1;
                case HINGES -> 1 + knots.size();
                case DUMMIES -> knots.size();
                case DAMPED -> 1 + DAMPING_HOURS.length;
                case HOUR_BY_WORKDAY -> 48;
            };
        }
    }

    /** The shapes of a term. */
    enum Kind {
        LINEAR,
        HINGES,
        DUMMIES,
        DAMPED,
        HOUR_BY_WORKDAY
    }

    /** Chooses terms for the columns that {@code rows} hold. */
    static SplineBasis fit(List<String> columns, TrainingRows rows, boolean pooled, boolean longWindow) {
        List<Term> terms = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            if (!varies(rows, column) || missingShare(rows, column) > MOST_MISSING) {
                continue;
            }
            switch (name) {
                case "cal.weekday" ->
                    terms.add(new Term(column, Kind.DUMMIES, List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)));
                case "cal.kind", "cal.lag_1_kind", "lag.recent_kind" ->
                    terms.add(new Term(column, Kind.DUMMIES, List.of(0.0, 1.0, 2.0)));
                case "cal.holiday_part" -> terms.add(new Term(column, Kind.DUMMIES, partsOfYear(rows, column)));
                case "cal.hour" -> {
                    if (pooled) {
                        terms.add(new Term(column, Kind.HOUR_BY_WORKDAY, List.of()));
                    }
                }
                case "cal.day_of_year" -> {}
                case "cal.christmas" ->
                    terms.add(new Term(column, Kind.HINGES, List.of(-5.0, -2.0, 0.0, 2.0, 4.0, 7.0)));
                default -> terms.add(ordinary(column, name, rows, longWindow));
            }
        }
        return new SplineBasis(List.copyOf(terms));
    }

    private static Term ordinary(int column, String name, TrainingRows rows, boolean longWindow) {
        boolean curved = name.startsWith("wx.")
                || name.equals("temp.now")
                || name.startsWith("temp.smooth")
                || name.startsWith("temp.day_")
                || name.equals("temp.lag_24h")
                || name.equals("temp.lag_3h")
                || name.equals("temp.same_hour")
                || name.startsWith("air.")
                || name.startsWith("sun.");
        if (curved) {
            return new Term(column, Kind.HINGES, knots(rows, column));
        }
        return new Term(column, longWindow && LoadFeatures.isLoad(name) ? Kind.DAMPED : Kind.LINEAR, List.of());
    }

    /** Those that the rows hold a holiday in. */
    private static List<Double> partsOfYear(TrainingRows rows, int column) {
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> (double) rows.input(row, column))
                .filter(part -> part > 0)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean varies(TrainingRows rows, int column) {
        float first = Float.NaN;
        for (int row = 0; row < rows.rows(); row++) {
            float value = rows.input(row, column);
            if (!Float.isNaN(value)) {
                if (Float.isNaN(first)) {
                    first = value;
                } else if (value != first) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double missingShare(TrainingRows rows, int column) {
        int missing = 0;
        for (int row = 0; row < rows.rows(); row++) {
            missing += Float.isNaN(rows.input(row, column)) ? 1 : 0;
        }
        return (double) missing / rows.rows();
    }

    private static List<Double> knots(TrainingRows rows, int column) {
        float[] values = new float[rows.rows()];
        int count = 0;
        for (int row = 0; row < rows.rows(); row++) {
            float value = rows.input(row, column);
            if (!Float.isNaN(value)) {
                values[count++] = value;
            }
        }
        Arrays.sort(values, 0, count);
        List<Double> knots = new ArrayList<>();
        for (double share : KNOTS) {
            double knot = values[(int) (share * (count - 1))];
            if (knots.isEmpty() || knot > knots.get(knots.size() - 1)) {
                knots.add(knot);
            }
        }
        return List.copyOf(knots);
    }

    int width() {
        return width;
    }

    List<Term> terms() {
        return terms;
    }

    /** Sums up numbers that belong to the entries of an expanded row by input column. */
    double[] byColumn(double[] expanded, int columns) {
        double[] sums = new double[columns];
        int at = 0;
        for (Term term : terms) {
            for (int i = 0; i < term.width(); i++) {
                sums[term.column()] += expanded[at++];
            }
        }
        return sums;
    }

    /** Expands one input row that starts at {@code offset}. */
    double[] expand(float[] inputs, int offset) {
        double[] out = new double[width];
        int at = 0;
        for (Term term : terms) {
            double value = inputs[offset + term.column()];
            switch (term.kind()) {
                case LINEAR -> out[at] = value;
                case HINGES -> {
                    out[at] = value;
                    for (int k = 0; k < term.knots().size(); k++) {
                        out[at + 1 + k] = Double.isNaN(value)
                                ? Double.NaN
                                : Math.max(0, value - term.knots().get(k));
                    }
                }
                case DUMMIES -> {
                    for (int k = 0; k < term.knots().size(); k++) {
                        out[at + k] = value == term.knots().get(k) ? 1 : 0;
                    }
                }
                case DAMPED -> {
                    out[at] = value;
                    for (int k = 0; k < DAMPING_HOURS.length; k++) {
                        out[at + 1 + k] = value * Math.exp(-inputs[offset + LEAD] / DAMPING_HOURS[k]);
                    }
                }
                case HOUR_BY_WORKDAY -> {
                    double kind = inputs[offset + term.column() + 1] >= 6 ? 1 : 0;
                    out[at + (int) (24 * kind + Math.min(23, Math.floor(value)))] = 1;
                }
            }
            at += term.width();
        }
        return out;
    }
}
