package org.loadcast.serving.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

class SparkplugTest {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
    private static final Instant SENT = Instant.parse("2024-06-01T11:59:30Z");
    private static final int FLOAT = 9;
    private static final int INT_32 = 3;
    private static final int UINT_64 = 8;

    private final MessageMapping mapping = MappingTest.mapping("- sparkplug-b");

    @Test
    void birthsNameMetricsAndDataCarriesTheirAliases() throws UndecodableException {
        Decoded birth = send(
                "spBv1.0/plant/DBIRTH/edge/meter7",
                birth(11, "Active Power", FLOAT, "kW").shortReal(12, 2.5f));
        Decoded data = send("spBv1.0/plant/DDATA/edge/meter7", metric(11).shortReal(12, -1.5f));

        assertThat(birth.readings())
                .containsExactly(new Reading.Power(MeterId.of("edge-meter7-Active_Power"), SENT, 2.5));
        assertThat(data.readings())
                .containsExactly(new Reading.Power(MeterId.of("edge-meter7-Active_Power"), SENT, -1.5));
    }

    @Test
    void signedWholeNumbersComeInUnsignedFields() throws UndecodableException {
        send("spBv1.0/plant/NBIRTH/edge", birth(1, "P", INT_32, "W").number(10, 0));

        Decoded data = send("spBv1.0/plant/NDATA/edge", metric(1).number(10, 0xffff_fc18L));

        assertThat(data.readings()).containsExactly(new Reading.Power(MeterId.of("edge-P"), SENT, -1));
    }

    @Test
    void energyIsACounter() throws UndecodableException {
        Decoded birth =
                send("spBv1.0/plant/NBIRTH/edge", birth(1, "E", UINT_64, "Wh").number(11, 12_000));

        assertThat(birth.readings()).containsExactly(new Reading.EnergyCounter(MeterId.of("edge-E"), SENT, 12));
    }

    @Test
    void anAliasWithoutABirthIsRefusedUntilTheBirthComes() throws UndecodableException {
        SparkplugBytes data = metric(5).real(13, 7);

        assertThatThrownBy(() -> send("spBv1.0/plant/NDATA/edge", data))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("Node Control/Rebirth");
        send("spBv1.0/plant/NBIRTH/edge", birth(5, "P", FLOAT, "kW").shortReal(12, 0));

        assertThat(send("spBv1.0/plant/NDATA/edge", data).readings()).hasSize(1);
    }

    @Test
    void namedMetricsNeedNoUnitInTheBirth() throws UndecodableException {
        MessageMapping named = MappingTest.mapping("""
                - preset: sparkplug-b
                  meter: "{device}"
                  metrics:
                    - {name: Energy/Power, unit: W}
                    - {name: Energy/Total, kind: counter, unit: kWh, sign: generation}
                """);
        SparkplugBytes payload = new SparkplugBytes()
                .number(1, SENT.toEpochMilli())
                .message(2, new SparkplugBytes().text(1, "Energy/Power").real(13, 1500))
                .message(2, new SparkplugBytes().text(1, "Energy/Total").real(13, 40))
                .message(2, new SparkplugBytes().text(1, "Voltage").real(13, 230));

        Decoded decoded = named.decode(new Message("spBv1.0/g/DDATA/edge/m1", Payload.of(payload.toBytes()), NOW));

        assertThat(decoded.readings())
                .containsExactly(
                        new Reading.Power(MeterId.of("m1"), SENT, 1.5),
                        new Reading.EnergyCounter(MeterId.of("m1"), SENT, -40));
    }

    @Test
    void deathsAndCommandsSayNothing() throws UndecodableException {
        assertThat(send("spBv1.0/plant/NDEATH/edge", metric(1)).isEmpty()).isTrue();
    }

    private Decoded send(String topic, SparkplugBytes metric) throws UndecodableException {
        byte[] payload = new SparkplugBytes()
                .number(1, SENT.toEpochMilli())
                .message(2, metric)
                .number(3, 1)
                .toBytes();
        return mapping.decode(new Message(topic, Payload.of(payload), NOW));
    }

    private static SparkplugBytes metric(long alias) {
        return new SparkplugBytes().number(2, alias).number(3, SENT.toEpochMilli());
    }

    private static SparkplugBytes birth(long alias, String name, int type, String unit) {
        SparkplugBytes properties = new SparkplugBytes()
                .text(1, "engUnit")
                .message(2, new SparkplugBytes().number(1, 12).text(8, unit));
        return metric(alias).text(1, name).number(4, type).message(9, properties);
    }
}
