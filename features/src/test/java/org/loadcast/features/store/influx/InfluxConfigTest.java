package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.store.influx.InfluxConfig.Access;
import org.loadcast.features.store.influx.InfluxConfig.Language;

class InfluxConfigTest {

    private static final Map<String, String> VERSION_2 =
            Map.of("url", "http://db:8086", "org", "home", "bucket", "energy", "token", "secret-token");

    @Test
    void versionTwoAndInfluxQlAreTheUsualWay() {
        // when
        InfluxConfig config = InfluxConfig.parse(VERSION_2);

        // then
        assertThat(config.access()).isEqualTo(new Access.V2("home", "energy", "secret-token"));
        assertThat(config.language()).isEqualTo(Language.INFLUXQL);
        assertThat(config.names()).isEqualTo(InfluxNames.DEFAULT);
        assertThat(config.outboxBytes()).isEqualTo(InfluxConfig.DEFAULT_OUTBOX_BYTES);
    }

    @Test
    void namesOfAnExistingBucketAreRead() {
        // given
        Map<String, String> settings = new HashMap<>(VERSION_2);
        settings.put("names.load.measurement", "smart meters");
        settings.put("names.load.tag", "device");
        settings.put("names.load.fields.power_kw", "P");

        // when
        InfluxNames.Measurement load = InfluxConfig.parse(settings).names().load();

        // then
        assertThat(load.name()).isEqualTo("smart meters");
        assertThat(load.idTag()).isEqualTo("device");
        assertThat(load.inBucket("power_kw")).isEqualTo("P");
        assertThat(load.inLoadcast("P")).isEqualTo("power_kw");
        assertThat(load.inBucket("energy_kwh")).isEqualTo("energy_kwh");
    }

    @Test
    void everyErrorIsNamedAtOnce() {
        // given
        Map<String, String> settings = Map.of(
                "url", "db:8086", "org", "home", "language", "sql", "outbox_mb", "much", "names.lode.tag", "device");

        // then
        assertThatThrownBy(() -> InfluxConfig.parse(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 errors")
                .hasMessageContaining("url 'db:8086' is not an address")
                .hasMessageContaining("bucket is missing")
                .hasMessageContaining("token is missing")
                .hasMessageContaining("language 'sql' is not one of [influxql, flux]")
                .hasMessageContaining("outbox_mb 'much'")
                .hasMessageContaining("names.lode.tag is not a setting");
    }

    @Test
    void fluxNeedsVersionTwo() {
        // given
        Map<String, String> settings =
                Map.of("url", "http://db:8086", "version", "1", "database", "energy", "language", "flux");

        // then
        assertThatThrownBy(() -> InfluxConfig.parse(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 error: language flux needs version 2");
    }

    @Test
    void secretsAreNotShown() {
        // given
        Map<String, String> versionOne =
                Map.of("url", "http://db:8086", "version", "1", "database", "energy", "user", "me", "password", "hush");

        // then
        assertThat(InfluxConfig.parse(VERSION_2).toString()).contains("energy").doesNotContain("secret-token");
        assertThat(InfluxConfig.parse(versionOne).toString()).contains("me").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "db:8086", "ftp://db", "http://", "http://a b"})
    void whatIsNoAddressIsRefused(String url) {
        // given
        Map<String, String> settings = new HashMap<>(VERSION_2);
        settings.put("url", url);

        // then
        assertThatThrownBy(() -> InfluxConfig.parse(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 error: url '" + url + "' is not an address");
    }
}
