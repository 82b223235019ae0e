package org.loadcast.features.transform;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.SolarPosition;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * Where the sun stands over the meter: elevation in degrees, clear-sky irradiance in W/m2 with its change since the last
 * interval before the cutoff, and how much of it the clouds leave (where irradiance is known ahead). No columns for a
 * meter without a place.
 */
public final class SunFeatures implements Transform {

    private static final double LEAST_CLEAR_SKY_WM2 = 20;
    private static final double MOST_CLEARNESS = 1.5;

    @Override
    public FittedTransform fit(PointInTimeView view) {
        Optional<GeoPoint> place = view.meter().location();
        if (place.isEmpty()) {
            return Nothing.INSTANCE;
        }
        int[] irradiance = IntStream.range(0, view.weatherKeys().size())
                .filter(k -> view.weatherKeys().get(k).variable().equals("ghi_wm2"))
                .toArray();
        return new Sun(place.get(), irradiance);
    }

    private static final class Sun implements FittedTransform {

        private final GeoPoint place;
        private final int[] irradiance;

        Sun(GeoPoint place, int[] irradiance) {
            this.place = place;
            this.irradiance = irradiance;
        }

        @Override
        public List<String> columns() {
            return irradiance.length == 0
                    ? List.of("sun.elevation", "sun.clear_sky", "sun.clear_sky_change")
                    : List.of("sun.elevation", "sun.clear_sky", "sun.clear_sky_change", "sun.clearness");
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            int firstTarget = view.grid().indexOf(target.start());
            double now = position(view, view.cutoffIndex() - 1).clearSkyWm2();
            for (int row = 0; row < target.length(); row++) {
                SolarPosition sun = position(view, firstTarget + row);
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(sun.elevationDegrees());
                cells.put(sun.clearSkyWm2());
                cells.put(sun.clearSkyWm2() - now);
                if (irradiance.length > 0) {
                    cells.put(clearness(view, firstTarget + row, sun.clearSkyWm2()));
                }
            }
        }

        /** The sun at the middle of an interval. */
        private SolarPosition position(PointInTimeView view, int index) {
            return SolarPosition.at(view.grid().startOf(index).plus(view.step().dividedBy(2)), place);
        }

        private double clearness(PointInTimeView view, int index, double clearSky) {
            double sum = 0;
            int count = 0;
            for (int column : irradiance) {
                double value = view.weather(column, index);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            return count == 0 || clearSky < LEAST_CLEAR_SKY_WM2
                    ? Double.NaN
                    : Math.min(MOST_CLEARNESS, sum / count / clearSky);
        }
    }
}
