package org.loadcast.features.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.DaysOff;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

/** What every {@link MeterDirectory} does. An adapter's test gives the directory. */
public abstract class MeterDirectoryContract {

    private static final Meter FULL = Meter.builder(MeterId.of("pid_287"))
            .zone(ZoneId.of("Europe/Amsterdam"))
            .country("NL")
            .category("feeder")
            .location(new GeoPoint(52.1, -5.18))
            .weatherLocations(List.of("De Bilt", "Utrecht; north"))
            .groups(List.of("west", "Straße \"7\""))
            .attributes(Map.of("peak_kw", "4000", "operator", "none"))
            .build();

    /** An empty directory, the same one during a test. */
    protected abstract MeterDirectory directory();

    @Test
    void anEmptyDirectoryHasNothing() {
        assertThat(directory().all()).isEmpty();
        assertThat(directory().find(FULL.id())).isEmpty();
        assertThat(directory().holidays()).isEmpty();
        assertThat(directory().remove(FULL.id())).isFalse();
    }

    @Test
    void aMeterComesBackWhole() {
        // when
        directory().put(FULL);

        // then
        assertThat(directory().find(FULL.id())).contains(FULL);
    }

    @Test
    void aMeterOfWhichOnlyTheIdIsKnownComesBack() {
        // given
        Meter bare = Meter.builder(MeterId.of("bare")).build();

        // when
        directory().put(bare);

        // then
        assertThat(directory().find(bare.id())).contains(bare);
    }

    @Test
    void metersAreListedById() {
        // given
        Meter a = Meter.builder(MeterId.of("a")).build();
        Meter b = Meter.builder(MeterId.of("b")).build();

        // when
        directory().put(b);
        directory().put(a);

        // then
        assertThat(directory().all()).containsExactly(a, b);
    }

    @Test
    void puttingAgainReplaces() {
        // given
        directory().put(FULL);

        // when
        Meter bare = Meter.builder(FULL.id()).build();
        directory().put(bare);

        // then
        assertThat(directory().all()).containsExactly(bare);
    }

    @Test
    void aRemovedMeterIsGone() {
        // given
        directory().put(FULL);

        // when
        boolean wasThere = directory().remove(FULL.id());

        // then
        assertThat(wasThere).isTrue();
        assertThat(directory().find(FULL.id())).isEmpty();
    }

    @Test
    void holidaysAddUpAndReplaceByDate() {
        // given
        directory().putHolidays(Map.of(LocalDate.of(2024, 4, 27), "Kingsday", LocalDate.of(2024, 5, 5), "Liberation"));

        // when
        directory().putHolidays(Map.of(LocalDate.of(2024, 4, 27), "King's Day"));

        // then
        assertThat(directory().holidays())
                .containsOnly(
                        Map.entry(LocalDate.of(2024, 4, 27), "King's Day"),
                        Map.entry(LocalDate.of(2024, 5, 5), "Liberation"));
    }

    @Test
    void vacationsAreKeptBesideHolidays() {
        LocalDate day = LocalDate.of(2024, 5, 5);
        directory().putHolidays(Map.of(day, "Liberation"));
        directory().putVacations(Map.of(day, "May"));
        directory().putVacations(Map.of(day, "May holiday", day.plusDays(1), "May holiday"));

        assertThat(directory().daysOff())
                .isEqualTo(new DaysOff(
                        Map.of(day, "Liberation"), Map.of(day, "May holiday", day.plusDays(1), "May holiday")));
    }
}
