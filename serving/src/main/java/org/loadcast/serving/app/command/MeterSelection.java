package org.loadcast.serving.app.command;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.app.console.CommandFailure;

/** The meters that a command was asked for. */
final class MeterSelection {

    private MeterSelection() {}

    /**
     * The named meters, or all when none is named, by id.
     *
     * @throws CommandFailure when the directory lacks one of them, or has none at all
     */
    static List<Meter> of(MeterDirectory directory, Collection<MeterId> named) {
        List<Meter> all = directory.all();
        if (all.isEmpty()) {
            throw new CommandFailure("The store holds no meters yet. Import some (loadcast import --help).");
        }
        if (named.isEmpty()) {
            return all;
        }
        Set<MeterId> unknown = new TreeSet<>(named);
        all.forEach(meter -> unknown.remove(meter.id()));
        if (!unknown.isEmpty()) {
            throw new CommandFailure(
                    "Meter " + unknown.iterator().next() + " is not in the store. It holds " + examples(all) + ".");
        }
        return all.stream().filter(meter -> named.contains(meter.id())).toList();
    }

    private static String examples(List<Meter> all) {
        int shown = Math.min(5, all.size());
        String names = String.join(
                ", ", all.stream().limit(shown).map(meter -> meter.id().value()).toList());
        return all.size() > shown ? names + " and " + (all.size() - shown) + " more" : names;
    }
}
