package org.loadcast.serving.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.sqlite.SqliteStores;

class CourierTest {

    private static final Instant NOON = Instant.parse("2021-06-16T12:00:00Z");

    @TempDir
    private Path directory;

    private final MemoryAlerts alerts = new MemoryAlerts();
    private final RecordingSink sink = new RecordingSink("one");
    private final RecordingSink other = new RecordingSink("other");
    private SqliteStores stores;
    private AlertDesk desk;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        desk = new AlertDesk(stores, alerts, AlertRules.USUAL, Duration.ZERO, true);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Courier courier(Map<String, String> settings) {
        return new Courier(desk, List.of(sink, other), AlertsConfig.parse(settings));
    }

    private Alert ring(String meter, boolean urgent, Instant at) {
        AlertRule usual = AlertRules.USUAL.get(0);
        AlertRule rule = new AlertRule(
                usual.name(), usual.condition(), usual.meters(), usual.groups(), usual.categories(), urgent);
        Alert alert =
                Alert.open(rule, meter, new Breach(at.minusSeconds(900), at, "It is silent."), at, Optional.empty());
        alerts.put(alert);
        return alert;
    }

    @Test
    void everyNewsComesOnceAndNewsOfOneRoundComeTogether() {
        Courier courier = courier(Map.of());
        ring("m1", false, NOON);
        Alert second = ring("m2", false, NOON);

        courier.deliver(NOON);
        courier.deliver(NOON.plusSeconds(60));
        alerts.put(alerts.find(second.id()).orElseThrow().resolved(NOON.plusSeconds(90)));
        courier.deliver(NOON.plusSeconds(120));

        assertThat(sink.letters)
                .extracting(Letter::subject)
                .containsExactly("Loadcast: 2 new alerts, 0 resolved", "Loadcast: silent-meter at m2 is resolved");
    }

    @Test
    void aSinkThatWasAwayHearsLaterAndTheOthersNotTwice() {
        Courier courier = courier(Map.of());
        ring("m1", false, NOON);
        sink.refusals = 1;

        courier.deliver(NOON);
        courier.deliver(NOON.plusSeconds(60));

        assertThat(sink.letters).hasSize(1);
        assertThat(other.letters).hasSize(1);
    }

    @Test
    void atNightOnlyUrgentNewsTravel() {
        Courier courier = courier(Map.of("quiet_hours", "22:00-07:00", "zone", "Europe/Amsterdam"));
        Instant night = Instant.parse("2021-06-16T21:00:00Z");
        ring("m1", false, night);
        ring("m2", true, night);

        courier.deliver(night);
        assertThat(sink.letters).extracting(Letter::subject).containsExactly("Loadcast: silent-meter at m2");

        courier.deliver(Instant.parse("2021-06-17T05:00:00Z"));
        assertThat(sink.letters).extracting(Letter::subject).endsWith("Loadcast: silent-meter at m1");
    }

    @Test
    void whatSomebodyKnowsIsToldAgainOnlyWhenItIsOver() {
        Courier courier = courier(Map.of());
        Alert alert = ring("m1", false, NOON);
        courier.deliver(NOON);

        desk.acknowledge(alert.id(), "kim", NOON.plusSeconds(5));
        courier.deliver(NOON.plusSeconds(60));

        assertThat(sink.letters).hasSize(1);
    }

    @Test
    void whatIsMutedIsToldWhenItNoLongerIs() {
        Courier courier = courier(Map.of());
        Alert muted = ring("m1", false, NOON);
        desk.mute(muted.id(), NOON.plus(Duration.ofHours(2)));
        ring("m2", false, NOON);

        courier.deliver(NOON);
        assertThat(sink.letters).extracting(Letter::subject).containsExactly("Loadcast: silent-meter at m2");

        courier.deliver(NOON.plus(Duration.ofHours(3)));
        assertThat(sink.letters).extracting(Letter::subject).endsWith("Loadcast: silent-meter at m1");
    }

    @Test
    void theDigestComesOnceADayWithWhatIsOpenAndWhatIsOver() {
        Courier courier = courier(Map.of("digest_at", "07:30", "zone", "UTC"));
        ring("m1", false, NOON);
        courier.deliver(NOON);

        courier.deliver(Instant.parse("2021-06-17T07:29:00Z"));
        courier.deliver(Instant.parse("2021-06-17T07:30:00Z"));
        courier.deliver(Instant.parse("2021-06-17T07:31:00Z"));

        assertThat(sink.letters)
                .extracting(Letter::kind, Letter::subject)
                .containsExactly(
                        tuple(Letter.Kind.NEWS, "Loadcast: silent-meter at m1"),
                        tuple(Letter.Kind.DIGEST, "Loadcast: 1 open alert, 0 resolved in a day"));
    }
}
