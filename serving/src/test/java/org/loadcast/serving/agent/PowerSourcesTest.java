package org.loadcast.serving.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerSourcesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long RANGE = 262_143_328_850L;

    @TempDir
    private Path directory;

    private SysTree sys;

    @BeforeEach
    void makeTree() {
        sys = new SysTree(directory);
    }

    @Test
    void packagesAndTheirMemoryAreSummedAndCoresAreNot() throws IOException {
        // given
        sys.rapl("intel-rapl:0", "package-0", 1_000_000, RANGE);
        sys.rapl("intel-rapl:0:0", "core", 1_000_000, RANGE);
        sys.rapl("intel-rapl:0:1", "dram", 1_000_000, RANGE);
        sys.rapl("intel-rapl:1", "package-1", 1_000_000, RANGE);
        sys.rapl("intel-rapl-mmio:0", "package-0", 1_000_000, RANGE);
        RaplSource source = RaplSource.find(sys.root()).orElseThrow();

        // when
        assertThat(source.joules(SECOND)).isEmpty();
        sys.energy("intel-rapl:0", 11_000_000);
        sys.energy("intel-rapl:0:0", 8_000_000);
        sys.energy("intel-rapl:0:1", 3_000_000);
        sys.energy("intel-rapl:1", 6_500_000);

        // then: 10 + 2 + 5.5 joules
        assertThat(source.joules(SECOND)).hasValue(17.5);
        assertThat(source.description()).isEqualTo("RAPL package-0 + dram + package-1");
    }

    @Test
    void theWholePlatformCountsAloneWhereItIsThere() throws IOException {
        sys.rapl("intel-rapl:0", "package-0", 0, RANGE);
        sys.rapl("intel-rapl:1", "psys", 5_000_000, RANGE);
        RaplSource source = RaplSource.find(sys.root()).orElseThrow();
        source.joules(SECOND);

        sys.energy("intel-rapl:0", 90_000_000);
        sys.energy("intel-rapl:1", 30_000_000);

        assertThat(source.joules(SECOND)).hasValue(25.0);
    }

    @Test
    void aCounterThatStartsAgainFromZeroLosesNothing() throws IOException {
        sys.rapl("intel-rapl:0", "package-0", RANGE - 4_000_000, RANGE);
        RaplSource source = RaplSource.find(sys.root()).orElseThrow();
        source.joules(SECOND);

        sys.energy("intel-rapl:0", 2_000_000);

        assertThat(source.joules(SECOND)).hasValue(6.0);
    }

    @Test
    void whatRootAloneMayReadIsSaidWithTheRemedy() throws IOException {
        // given
        sys.rapl("intel-rapl:0", "package-0", 0, RANGE);
        Path counter = directory.resolve("class/powercap/intel-rapl:0/energy_uj");
        Files.setPosixFilePermissions(counter, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(counter), "This user may read everything, as root does.");

        // when / then
        assertThatThrownBy(() -> RaplSource.find(sys.root()))
                .hasMessageContaining("may be read by root alone")
                .hasMessageContaining("CAP_DAC_READ_SEARCH");
    }

    @Test
    void whatChargesABatteryIsPositiveAndWhatItGivesNegative() throws IOException {
        sys.battery("BAT0", "type", "Battery");
        sys.battery("BAT0", "status", "Discharging");
        sys.battery("BAT0", "power_now", "12500000");
        BatterySource source = BatterySource.find(sys.root()).orElseThrow();

        assertThat(source.joules(SECOND)).isEmpty();
        assertThat(source.joules(SECOND)).hasValue(-12.5);
        sys.battery("BAT0", "status", "Charging");
        source.joules(SECOND);
        assertThat(source.joules(Duration.ofSeconds(2))).hasValue(25.0);
    }

    @Test
    void voltageTimesCurrentStandsInForPowerWhateverTheSignOfTheDriver() throws IOException {
        sys.battery("BAT1", "type", "Battery");
        sys.battery("BAT1", "status", "Discharging");
        sys.battery("BAT1", "voltage_now", "12000000");
        sys.battery("BAT1", "current_now", "-500000");
        sys.battery("AC", "type", "Mains");
        sys.battery("mouse", "type", "Battery");
        sys.battery("mouse", "scope", "Device");
        sys.battery("mouse", "power_now", "1000");
        BatterySource source = BatterySource.find(sys.root()).orElseThrow();

        source.joules(SECOND);

        assertThat(source.joules(SECOND)).hasValue(-6.0);
        assertThat(source.description()).isEqualTo("battery BAT1");
    }

    @Test
    void aMachineWithoutEitherHasNone() throws IOException {
        assertThat(RaplSource.find(sys.root())).isEmpty();
        assertThat(BatterySource.find(sys.root())).isEmpty();
    }

    @Test
    void theColumnOfWattsOfPowerstatIsRead() {
        PowerstatSource source = new PowerstatSource();

        source.read(new StringReader("""
                Running for 60.0 seconds (60 samples at 1.0 second intervals).
                Power measurements will start in 0 seconds time.

                  Time    User  Nice   Sys  Idle    IO  Run Ctxt/s  IRQ/s Fork Exec Exit  Watts
                12:00:01   1.0   0.0   0.5  98.5   0.0    1    300    200    0    0    0  10.00
                12:00:02   1.0   0.0   0.5  98.5   0.0    1    300    200    0    0    0  14.00
                -------- ----- ----- ----- ----- ----- ---- ------ ------ ---- ---- ---- ------
                 Average   1.0   0.0   0.5  98.5   0.0  1.0  300.0  200.0  0.0  0.0  0.0  12.00
                """));

        assertThat(source.joules(Duration.ofSeconds(2))).hasValue(24.0);
        assertThat(source.joules(SECOND)).isEmpty();
        assertThat(source.hasEnded()).isTrue();
    }

    /** As powerstat 0.03.01 prints them on a machine with a battery, the watts put in by hand, and with a head again after a page. */
    @Test
    void wattsThatPowerstatEstimatesCountAndItsSummaryDoesNot() {
        PowerstatSource source = new PowerstatSource();

        source.read(new StringReader("""
                Running for 480.0 seconds (480 samples at 1.0 second intervals).
                Power measurements will start in 0 seconds time.

                  Time    User  Nice   Sys  Idle    IO  Run Ctxt/s  IRQ/s Fork Exec Exit  Watts
                15:01:48  29.1  64.3   6.5   0.0   0.0   10   3535   1618    4    4    5   9.75E
                15:01:49  37.0  59.5   3.5   0.0   0.0   11   1127    773    4    4    4  10.25E
                  Time    User  Nice   Sys  Idle    IO  Run Ctxt/s  IRQ/s Fork Exec Exit  Watts
                15:01:50  36.0  61.5   2.5   0.0   0.0    8   1186    817    4    4    4  11.50\040
                15:01:51  33.7  64.8   1.5   0.0   0.0   10   1187    798    4    4    4  -N/A-\040
                -------- ----- ----- ----- ----- ----- ---- ------ ------ ---- ---- ---- ------\040
                 Average  30.3  66.8   2.8   0.0   0.0 10.1 1518.0  855.7  3.7  3.7  3.8  77.00\040
                Summary:
                System:  77.00 Watts on average with standard deviation 0.00\040
                15:01:52 is no line of the table
                """));

        assertThat(source.joules(Duration.ofSeconds(2))).hasValue((9.75 + 10.25 + 11.5) / 3 * 2);
        assertThat(source.joules(SECOND)).isEmpty();
    }
}
