package org.loadcast.training.blend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.TooLittleHistoryException;

/**
 * A family that knows the load of a town without noise, and is wrong by as many kW as its parameter says, and by some more for every
 * hour ahead: so much that it cannot learn when it is {@code never}, and silent when it is {@code NaN}.
 */
final class OffsetFamily implements ForecasterFamily {

    static final String NAME = "offset";

    /** The load of every hour, kW. */
    static double loadOf(int hour) {
        return 100 + 10 * (hour % 24);
    }

    /** A member that is wrong by {@code kilowatts}. */
    static Member member(String name, String kilowatts) {
        return member(name, kilowatts, "0");
    }

    /** A member that is wrong by {@code kilowatts}, and by {@code anHour} more for every row of its forecast. */
    static Member member(String name, String kilowatts, String anHour) {
        return new Member(name, NAME, Map.of("kw", kilowatts, "kw_an_hour", anHour));
    }

    private record Off(double kilowatts, double anHour, int quantiles) implements FittedForecaster {

        @Override
        public double[][] forecast(ForecastContext context) {
            double[][] forecast = new double[context.target().length()][quantiles];
            for (int row = 0; row < forecast.length; row++) {
                Arrays.fill(forecast[row], loadOf(context.targetIndex(row)) + kilowatts + anHour * row);
            }
            return forecast;
        }

        @Override
        public void save(Path directory) throws IOException {
            Files.writeString(directory.resolve("off.txt"), kilowatts + " " + anHour + " " + quantiles);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        String kilowatts = parameters.getOrDefault("kw", "0");
        return (set, options) -> {
            if (kilowatts.equals("never")) {
                throw new TooLittleHistoryException("It is never enough.");
            }
            double anHour = Double.parseDouble(parameters.getOrDefault("kw_an_hour", "0"));
            return new Off(
                    Double.parseDouble(kilowatts), anHour, options.quantiles().count());
        };
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        String[] words = Files.readString(directory.resolve("off.txt")).split(" ", 3);
        return new Off(Double.parseDouble(words[0]), Double.parseDouble(words[1]), Integer.parseInt(words[2]));
    }
}
