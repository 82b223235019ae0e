package org.loadcast.training.blend;

import java.util.Map;

/**
 * One forecaster of a blend.
 *
 * @param name unique in the blend
 * @param family its family
 * @param parameters overrides of the family's defaults
 */
public record Member(String name, String family, Map<String, String> parameters) {

    public Member {
        parameters = Map.copyOf(parameters);
    }
}
