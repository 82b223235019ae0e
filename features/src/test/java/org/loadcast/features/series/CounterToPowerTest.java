package org.loadcast.features.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterToPowerTest {

    private static final CounterToPower QUARTER_HOURS = CounterToPower.to(Duration.ofMinutes(15));
    private static final double MISSING = Double.NaN;

    /** States at minutes after 1970, as pairs of minute and kWh. */
    private static CounterStates states(double... minutesAndKilowattHours) {
        CounterStates states = new CounterStates();
        for (int i = 0; i < minutesAndKilowattHours.length; i += 2) {
            states.add((long) (minutesAndKilowattHours[i] * 60), minutesAndKilowattHours[i + 1]);
        }
        return states;
    }

    private static Interval minutes(long from, long to) {
        return new Interval(Instant.ofEpochSecond(from * 60), Instant.ofEpochSecond(to * 60));
    }

    @Test
    void powerIsEnergyOverTime() {
        CounterStates states = states(0, 100, 15, 101, 30, 101, 45, 101.5);

        LoadSeries power = QUARTER_HOURS.apply(states).power();

        assertThat(power.grid().start()).isEqualTo(Instant.EPOCH);
        assertThat(power.toArray()).containsExactly(4, 0, 2);
    }

    @Test
    void statesBesideTheGridShareTheirEnergyByTime() {
        // 6 kW from minute 5 to 20, 12 kW from 20 to 35: the first and last quarter of an hour are not covered whole
        CounterStates states = states(5, 0, 20, 1.5, 35, 4.5);

        LoadSeries power = QUARTER_HOURS.apply(states).power();

        assertThat(power.toArray()).containsExactly(MISSING, (5 * 6 + 10 * 12) / 15.0, MISSING);
    }

    @Test
    void aResetIsMissingAndToldWithItsTime() {
        CounterStates states = states(0, 5000, 15, 5001, 30, 0.5, 45, 1.5);

        CounterToPower.Conversion conversion = QUARTER_HOURS.apply(states);

        assertThat(conversion.power().toArray()).containsExactly(4, MISSING, 4);
        assertThat(conversion.resets()).containsExactly(minutes(15, 30));
    }

    @Test
    void aRolloverOfAKnownRegisterLosesNothing() {
        CounterStates states = states(0, 99_998, 15, 99_999.5, 30, 0.5, 45, 1.5);

        CounterToPower.Conversion conversion =
                QUARTER_HOURS.withRegister(100_000).apply(states);

        assertThat(conversion.power().toArray()).containsExactly(6, 4, 4);
        assertThat(conversion.resets()).isEmpty();
    }

    @Test
    void aFallFromTheMiddleOfTheRegisterIsAReset() {
        CounterStates states = states(0, 60_000, 15, 0.5, 30, 1.5);

        CounterToPower.Conversion conversion =
                QUARTER_HOURS.withRegister(100_000).apply(states);

        assertThat(conversion.power().toArray()).containsExactly(MISSING, 4);
        assertThat(conversion.resets()).containsExactly(minutes(0, 15));
    }

    @Test
    void aRolloverOfAnUnknownRegisterIsSeenWhenItsPowerFitsTheRegister() {
        // given 6 kWh in a quarter of an hour, 24 kW: a register of 100,000 kWh is made for 25 kW at most
        CounterStates states = states(0, 99_995, 15, 99_996, 30, 2, 45, 3);

        CounterToPower.Conversion conversion = QUARTER_HOURS.apply(states);

        assertThat(conversion.power().toArray()).containsExactly(4, 24, 4);
        assertThat(conversion.resets()).isEmpty();
    }

    @Test
    void aFallThatAskedForMorePowerThanTheRegisterIsMadeForIsAReset() {
        CounterStates states = states(0, 99_900, 15, 99_901, 30, 0.5, 45, 1.5);

        CounterToPower.Conversion conversion = QUARTER_HOURS.apply(states);

        assertThat(conversion.power().toArray()).containsExactly(4, MISSING, 4);
        assertThat(conversion.resets()).containsExactly(minutes(15, 30));
    }

    @Test
    void aCounterOfGenerationCountsDownward() {
        CounterStates states = states(0, -5000, 15, -5001, 30, -5001, 45, 0, 60, -0.5);

        CounterToPower.Conversion conversion = QUARTER_HOURS.apply(states);

        assertThat(conversion.power().toArray()).containsExactly(-4, 0, MISSING, -2);
        assertThat(conversion.resets()).containsExactly(minutes(30, 45));
    }

    @Test
    void aLongGapIsMissingUnlessItIsToBeBridged() {
        // given a state every quarter of an hour, but none for two hours
        CounterStates states = states(0, 0, 15, 1, 30, 2, 150, 18, 165, 19);

        LoadSeries power = QUARTER_HOURS.apply(states).power();
        LoadSeries bridged =
                QUARTER_HOURS.bridging(Duration.ofHours(2)).apply(states).power();

        assertThat(power.toArray())
                .containsExactly(4, 4, MISSING, MISSING, MISSING, MISSING, MISSING, MISSING, MISSING, MISSING, 4);
        assertThat(bridged.toArray()).containsExactly(4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 4);
    }

    @Test
    void theLaterOfTwoStatesAtOneInstantCounts() {
        CounterStates states = states(0, 7, 0, 100, 15, 50, 15, 101);

        CounterToPower.Conversion conversion = QUARTER_HOURS.apply(states);

        assertThat(conversion.power().toArray()).containsExactly(4);
        assertThat(conversion.resets()).isEmpty();
    }

    @Test
    void fewerThanTwoStatesTellNothing() {
        assertThat(QUARTER_HOURS.apply(states()).power().length()).isZero();
        assertThat(QUARTER_HOURS.apply(states(0, 5)).power().length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void energyIsConservedAtAnySpacingWithRollover(long seed) {
        // given a day of states at odd times, not in order, that pass from 950 kWh over the end of the register
        Random random = new Random(seed);
        double total = 95;
        CounterStates states = new CounterStates();
        states.add(86_400, 950 + total - 1000);
        states.add(0, 950);
        random.longs(200, 1, 86_400).distinct().forEach(t -> states.add(t, (950 + total * t / 86_400) % 1000));

        // when
        LoadSeries power = CounterToPower.to(Duration.ofMinutes(30))
                .withRegister(1000)
                .bridging(Duration.ofDays(1))
                .apply(states)
                .power();

        // then the energy of the day is what the counter went up, but for rounding
        assertThat(power.present()).isEqualTo(48);
        assertThat(Arrays.stream(power.toArray()).sum() / 2).isCloseTo(total, within(1e-9));
    }

    @Test
    void aRegisterMustHaveASize() {
        assertThatThrownBy(() -> QUARTER_HOURS.withRegister(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Register size 0.0 kWh");
    }
}
