package org.loadcast.training.forecaster.weka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.training.forecaster.Settings;
import weka.classifiers.Classifier;
import weka.classifiers.rules.ZeroR;
import weka.classifiers.trees.M5P;
import weka.core.DenseInstance;
import weka.core.Instances;

class ClassifierFileTest {

    @TempDir
    Path directory;

    @Test
    void aTreeWithBranchesAndMissingValuesComesBack() throws Exception {
        M5P tree = new M5P();
        Instances table = steps();
        tree.buildClassifier(table);
        assertThat(tree.measureNumRules()).isGreaterThan(1);

        Classifier read = writtenAndRead(tree);

        for (int row = 0; row < table.size(); row++) {
            assertThat(read.classifyInstance(table.get(row))).isEqualTo(tree.classifyInstance(table.get(row)));
        }
    }

    @Test
    void aRegressionComesBack() throws Exception {
        Classifier regression =
                new WekaLinearFamily().classifier(new Settings("weka-linear", Map.of("ridge", "1"), Map.of()));
        Instances table = steps();
        regression.buildClassifier(table);

        Classifier read = writtenAndRead(regression);

        assertThat(read.classifyInstance(table.get(0))).isEqualTo(regression.classifyInstance(table.get(0)));
    }

    @Test
    void anotherClassifierIsRefused() throws IOException {
        Path file = directory.resolve("other.ser");
        ClassifierFile.write(file, new ZeroR());

        assertThatThrownBy(() -> ClassifierFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.ser");
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        Path file = directory.resolve("object.ser");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(Instant.EPOCH);
        }

        assertThatThrownBy(() -> ClassifierFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aTruncatedFileIsAnError() throws Exception {
        M5P tree = new M5P();
        tree.buildClassifier(steps());
        Path file = directory.resolve("tree.ser");
        ClassifierFile.write(file, tree);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> ClassifierFile.read(file)).isInstanceOf(IOException.class);
    }

    private Classifier writtenAndRead(Classifier classifier) throws IOException {
        Path file = directory.resolve("classifier.ser");
        ClassifierFile.write(file, classifier);
        return ClassifierFile.read(file);
    }

    /** A target that jumps with the first column, depends on the second in between, and has gaps in the inputs. */
    private static Instances steps() {
        SplittableRandom random = new SplittableRandom(5);
        Instances table = WekaTable.empty(List.of("place", "slope"), 400);
        for (int row = 0; row < 400; row++) {
            double place = random.nextDouble();
            double slope = random.nextDouble();
            double target = (place < 0.3 ? 0 : place < 0.6 ? 50 : -20) + (place < 0.5 ? slope : -3 * slope);
            table.add(new DenseInstance(1, new double[] {place, row % 17 == 0 ? Double.NaN : slope, target}));
        }
        return table;
    }
}
