package org.loadcast.training.forecaster.neural;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FeatureGroup;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.GroupShapley;
import org.loadcast.training.forecaster.tabular.TabularEncoding;

/** Trained networks whose quantiles are averaged. */
final class FittedNeural implements FittedForecaster {

    private static final String FILE = "networks.bin";
    private static final String MAGIC = "loadcast networks 2";

    private final Architecture architecture;
    private final Quantiles quantiles;
    private final QuantileHead head;
    private final Encoding encoding;
    private final List<TrainedNetwork> members;

    FittedNeural(Architecture architecture, Quantiles quantiles, Encoding encoding, List<TrainedNetwork> members) {
        this.architecture = architecture;
        this.quantiles = quantiles;
        this.head = new QuantileHead(quantiles);
        this.encoding = encoding;
        this.members = List.copyOf(members);
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        return forecast(context, List.of(FeatureGroup.values()));
    }

    @Override
    public Optional<Explanation> explain(ForecastContext context) {
        int middle = quantiles.medianIndex();
        return Optional.of(GroupShapley.explain(
                encoding.table().columns(),
                shown -> Arrays.stream(forecast(context, shown))
                        .mapToDouble(row -> row[middle])
                        .toArray()));
    }

    /** The forecast when all groups but {@code shown} are as their training mean. */
    private double[][] forecast(ForecastContext context, List<FeatureGroup> shown) {
        TabularEncoding.Bound bound = encoding.table().bind(context);
        double[][] forecast = new double[context.target().length()][quantiles.count()];
        double[] composed = new double[quantiles.count()];
        for (TrainedNetwork member : members) {
            float[] raw = encoding.apply(member, context, bound, shown);
            for (int row = 0; row < forecast.length; row++) {
                head.compose(raw, row * composed.length, composed);
                for (int q = 0; q < composed.length; q++) {
                    forecast[row][q] += composed[q] / members.size();
                }
            }
        }
        for (int row = 0; row < forecast.length; row++) {
            for (int q = 0; q < composed.length; q++) {
                forecast[row][q] = bound.load(row, encoding.targets().undo(forecast[row][q]));
            }
        }
        return forecast;
    }

    @Override
    public void save(Path directory) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(directory.resolve(FILE))))) {
            out.writeUTF(MAGIC);
            out.writeUTF(architecture.family());
            out.writeInt(quantiles.count());
            for (double level : quantiles.toArray()) {
                out.writeDouble(level);
            }
            encoding.write(out);
            out.writeInt(members.size());
            for (TrainedNetwork member : members) {
                member.write(out);
            }
        }
    }

    static FittedNeural load(Architecture architecture, Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            String magic = in.readUTF();
            String family = in.readUTF();
            if (!magic.equals(MAGIC) || !family.equals(architecture.family())) {
                throw new IOException(file + " holds '" + magic + "' of family '" + family + "', expected '" + MAGIC
                        + "' of family '" + architecture.family() + "'.");
            }
            double[] levels = new double[Numbers.readCount(in)];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = in.readDouble();
            }
            Quantiles quantiles = Quantiles.of(levels);
            Encoding encoding = Encoding.read(in);
            List<TrainedNetwork> members = new ArrayList<>();
            for (int left = Numbers.readCount(in); left > 0; left--) {
                members.add(TrainedNetwork.read(in));
            }
            return new FittedNeural(architecture, quantiles, encoding, members);
        } catch (IllegalArgumentException | EOFException | UTFDataFormatException e) {
            throw new IOException(file + " does not hold a network: " + e.getMessage(), e);
        }
    }
}
