package org.loadcast.features.transform;

import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * The price of electricity at the target, where one was announced by the cutoff: {@code price.now}, {@code price.over_day} (above the
 * mean of the local day as far as it is known), {@code price.rank} (share of the day that is cheaper) and {@code price.change} (since a day
 * before). No columns where no variable of the meter's locations is called {@code price...}; missing where none was announced.
 */
public final class PriceFeatures implements Transform {

    private static final List<String> COLUMNS = List.of("price.now", "price.over_day", "price.rank", "price.change");

    @Override
    public FittedTransform fit(PointInTimeView view) {
        int[] prices = IntStream.range(0, view.weatherKeys().size())
                .filter(k -> view.weatherKeys().get(k).isPrice())
                .toArray();
        return prices.length == 0 ? Nothing.INSTANCE : new Announced(prices[0]);
    }

    /** @param column of the view's weather: the first price that the meter's locations have */
    private record Announced(int column) implements FittedTransform {

        @Override
        public List<String> columns() {
            return COLUMNS;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            LocalClock clock = view.clock();
            int perDay = view.grid().stepsPerDay();
            int first = view.grid().indexOf(target.start());
            for (int row = 0; row < target.length(); row++) {
                int index = first + row;
                double now = view.weather(column, index);
                int from = index - clock.slot(index);
                double sum = 0;
                int count = 0;
                int cheaper = 0;
                for (int i = from; i < from + perDay; i++) {
                    double price = view.weather(column, i);
                    if (!Double.isNaN(price)) {
                        sum += price;
                        count++;
                        cheaper += price < now ? 1 : 0;
                    }
                }
                boolean known = !Double.isNaN(now);
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(now);
                cells.put(known ? now - sum / count : Double.NaN);
                cells.put(known ? (double) cheaper / count : Double.NaN);
                cells.put(now - view.weather(column, clock.daysBefore(index, 1)));
            }
        }
    }
}
