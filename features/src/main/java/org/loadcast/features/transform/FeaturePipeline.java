package org.loadcast.features.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * Several transforms side by side.
 *
 * @param transforms in the order of their columns
 */
public record FeaturePipeline(List<Transform> transforms) {

    public FeaturePipeline {
        transforms = List.copyOf(transforms);
    }

    /** Fits every transform on what {@code view} knows. */
    public Fitted fit(PointInTimeView view) {
        return new Fitted(transforms.stream().map(t -> t.fit(view)).toList());
    }

    /** Fitted transforms side by side. Thread-safe. */
    public static final class Fitted {

        private final List<FittedTransform> transforms;
        private final List<String> columns;

        private Fitted(List<FittedTransform> transforms) {
            this.transforms = transforms;
            List<String> names = new ArrayList<>();
            transforms.forEach(t -> names.addAll(t.columns()));
            Set<String> seen = new HashSet<>();
            for (String name : names) {
                if (!seen.add(name)) {
                    throw new IllegalArgumentException("Feature '" + name + "' is made twice in one pipeline.");
                }
            }
            this.columns = List.copyOf(names);
        }

        public List<String> columns() {
            return columns;
        }

        /** Features for every interval of {@code target}: rows = target intervals, columns = {@link #columns}. */
        public FeatureMatrix apply(PointInTimeView view, TimeGrid target) {
            FeatureMatrix matrix = new FeatureMatrix(columns, target.length());
            int first = 0;
            for (FittedTransform transform : transforms) {
                transform.apply(view, target, matrix, first);
                first += transform.columns().size();
            }
            return matrix;
        }
    }
}
