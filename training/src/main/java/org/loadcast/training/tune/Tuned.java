package org.loadcast.training.tune;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.training.blend.Member;

/**
 * What a search found.
 *
 * @param members one for each family whose best settings beat its defaults on the validation folds
 * @param facts what goes into the model's provenance
 */
public record Tuned(List<Member> members, SortedMap<String, String> facts) {

    public Tuned {
        members = List.copyOf(members);
    }

    /** Nothing was searched. */
    public static Tuned nothing() {
        return new Tuned(List.of(), new TreeMap<>(Map.of()));
    }
}
