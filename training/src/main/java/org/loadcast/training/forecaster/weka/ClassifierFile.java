package org.loadcast.training.forecaster.weka;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import weka.classifiers.Classifier;

/**
 * A learned classifier in Java serialization.
 *
 * <p>Deserialization can run code of any class that a file names, so reading lets in only the classes that the two methods
 * consist of, and bounds depth, arrays and references.
 */
final class ClassifierFile {

    private static final long MOST_DEPTH = 2_000;
    private static final long MOST_ARRAY = 1 << 22;
    private static final long MOST_REFERENCES = 20_000_000;
    private static final Set<String> ALLOWED = Set.of(
            "java.lang.Integer",
            "java.lang.Number",
            "java.lang.Object",
            "java.util.ArrayList",
            "java.util.BitSet",
            "java.util.HashMap",
            "java.util.Map$Entry",
            "weka.classifiers.AbstractClassifier",
            "weka.classifiers.functions.LinearRegression",
            "weka.classifiers.trees.M5P",
            "weka.classifiers.trees.m5.M5Base",
            "weka.classifiers.trees.m5.PreConstructedLinearModel",
            "weka.classifiers.trees.m5.Rule",
            "weka.classifiers.trees.m5.RuleNode",
            "weka.core.Attribute",
            "weka.core.AttributeLocator",
            "weka.core.Instances",
            "weka.core.Queue",
            "weka.core.Range",
            "weka.core.RelationalLocator",
            "weka.core.StringLocator",
            "weka.filters.Filter",
            "weka.filters.supervised.attribute.NominalToBinary",
            "weka.filters.unsupervised.attribute.PotentialClassIgnorer",
            "weka.filters.unsupervised.attribute.Remove",
            "weka.filters.unsupervised.attribute.RemoveUseless",
            "weka.filters.unsupervised.attribute.ReplaceMissingValues");

    private ClassifierFile() {}

    static void write(Path file, Classifier classifier) throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeObject(classifier);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when the file holds anything else
     */
    static Classifier read(Path file) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.setObjectInputFilter(ClassifierFile::check);
            if (in.readObject() instanceof Classifier classifier) {
                return classifier;
            }
            throw new IOException(file + " does not hold a classifier.");
        } catch (InvalidClassException e) {
            throw new IOException(
                    file + " holds something else than Weka's linear regression or M5P: " + e.getMessage(), e);
        } catch (ObjectStreamException | EOFException | ClassNotFoundException | ClassCastException e) {
            throw new IOException(file + " does not hold a classifier: " + e.getMessage(), e);
        }
    }

    private static ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
        if (info.depth() > MOST_DEPTH || info.arrayLength() > MOST_ARRAY || info.references() > MOST_REFERENCES) {
            return ObjectInputFilter.Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive() || ALLOWED.contains(type.getName())
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }
}
