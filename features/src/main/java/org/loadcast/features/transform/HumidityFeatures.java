package org.loadcast.features.transform;

import java.util.List;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.weather.MoistAir;

/**
 * What the weather of the target feels like: dew point, absolute humidity, heat index and wind chill, see {@link MoistAir}.
 *
 * <p>From the stations' mean temperature with relative humidity or dew point, and wind at ten metres; a column whose
 * variables the meter does not have is not there. Where weather is not known ahead, the same time of the newest known day stands
 * in.
 */
public final class HumidityFeatures implements Transform {

    private static final List<String> MOIST = List.of("air.dew_point", "air.absolute_humidity", "air.heat_index");
    private static final String WIND_CHILL = "air.wind_chill";

    @Override
    public FittedTransform fit(PointInTimeView view) {
        StationMean ten = StationMean.of(view, "wind_speed_10m_ms");
        return new Fitted(
                StationMean.of(view, "temperature_c"),
                StationMean.of(view, "relative_humidity"),
                StationMean.of(view, "dew_point_c"),
                ten.isAbsent() ? StationMean.of(view, "wind_speed_ms") : ten);
    }

    private static final class Fitted implements FittedTransform {

        private final StationMean temperature;
        private final StationMean humidity;
        private final StationMean dewPoint;
        private final StationMean wind;
        private final boolean moist;
        private final boolean windy;

        Fitted(StationMean temperature, StationMean humidity, StationMean dewPoint, StationMean wind) {
            this.temperature = temperature;
            this.humidity = humidity;
            this.dewPoint = dewPoint;
            this.wind = wind;
            this.moist = !temperature.isAbsent() && !(humidity.isAbsent() && dewPoint.isAbsent());
            this.windy = !temperature.isAbsent() && !wind.isAbsent();
        }

        @Override
        public List<String> columns() {
            if (!moist) {
                return windy ? List.of(WIND_CHILL) : List.of();
            }
            return windy ? List.of(MOIST.get(0), MOIST.get(1), MOIST.get(2), WIND_CHILL) : MOIST;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            int from = view.grid().indexOf(target.start());
            int to = from + target.length();
            double[] celsius = temperature.filled(view, from, to);
            double[] relative = humidity.filled(view, from, to);
            double[] dew = dewPoint.filled(view, from, to);
            double[] metresPerSecond = wind.filled(view, from, to);
            for (int row = 0; row < target.length(); row++) {
                Cells cells = new Cells(out, row, firstColumn);
                if (moist) {
                    double percent =
                            humidity.isAbsent() ? MoistAir.relativeHumidity(celsius[row], dew[row]) : relative[row];
                    cells.put(dewPoint.isAbsent() ? MoistAir.dewPointC(celsius[row], percent) : dew[row]);
                    cells.put(MoistAir.absoluteHumidity(celsius[row], percent));
                    cells.put(MoistAir.heatIndexC(celsius[row], percent));
                }
                if (windy) {
                    cells.put(MoistAir.windChillC(celsius[row], metresPerSecond[row]));
                }
            }
        }
    }
}
