package org.loadcast.features.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteTest {

    private static Meter meter(String id, String category, String... attributes) {
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            known.put(attributes[i], attributes[i + 1]);
        }
        return Meter.builder(MeterId.of(id))
                .category(category)
                .attributes(known)
                .build();
    }

    private static List<String> summed(Meter... meters) {
        return Site.summed(List.of(meters)).stream()
                .map(MeterId::value)
                .sorted()
                .toList();
    }

    @Test
    void ofASiteConsumptionProductionAndBatteryAreSummedAndItsNetAppliancesAndPhasesAreNot() {
        assertThat(summed(
                        meter("home.consumption", "household", "site", "home", "role", "consumption"),
                        meter("roof", "pv", "site", "home"),
                        meter("store", "battery", "site", "home"),
                        meter("main", "household", "site", "home", "role", "net"),
                        meter("kettle", "household", "site", "home", "role", "appliance"),
                        meter("l1", "household", "site", "home", "role", "part")))
                .containsExactly("home.consumption", "roof", "store");
    }

    @Test
    void theNetOfASiteIsSummedWhereItsConsumptionIsNotKnown() {
        assertThat(summed(meter("main", "net", "site", "home"), meter("roof", "pv", "site", "home")))
                .containsExactly("main");
    }

    @Test
    void whatHoldsOthersIsSummedOnlyWhenItIsAlone() {
        Meter feeder = meter("feeder", "feeder");

        assertThat(summed(feeder, meter("shop", "shop"))).containsExactly("shop");
        assertThat(summed(feeder)).containsExactly("feeder");
    }
}
