package org.loadcast.training.forecaster.weka;

import java.util.ArrayList;
import java.util.List;
import weka.core.Attribute;
import weka.core.Instances;

/** Features as Weka's table: numeric attributes, the target last, NaN = missing. */
final class WekaTable {

    private WekaTable() {}

    /** A table without rows. */
    static Instances empty(List<String> columns, int capacity) {
        ArrayList<Attribute> attributes = new ArrayList<>();
        columns.forEach(column -> attributes.add(new Attribute(column)));
        attributes.add(new Attribute("target"));
        Instances table = new Instances("features", attributes, capacity);
        table.setClassIndex(columns.size());
        return table;
    }
}
