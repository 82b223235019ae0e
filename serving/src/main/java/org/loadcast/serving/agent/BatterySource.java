package org.loadcast.serving.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The batteries of a machine: {@code /sys/class/power_supply}, {@code power_now} in microwatts, or {@code voltage_now} in microvolts
 * times {@code current_now} in microamperes. What charges them is positive, what they give negative; batteries of mice and
 * headsets do not count.
 */
public final class BatterySource implements PowerSource {

    private final List<Path> batteries;
    private OptionalDouble before = OptionalDouble.empty();

    private BatterySource(List<Path> batteries) {
        this.batteries = batteries;
    }

    /**
     * The batteries of this machine.
     *
     * @param sys {@code /sys}
     * @return empty when it has none that tells its power
     */
    public static Optional<BatterySource> find(Path sys) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path supply : SysFile.entries(sys.resolve("class/power_supply"))) {
            boolean battery = SysFile.text(supply.resolve("type")).orElse("").equals("Battery");
            boolean ofDevice = SysFile.text(supply.resolve("scope")).orElse("").equals("Device");
            if (battery && !ofDevice && watts(supply).isPresent()) {
                found.add(supply);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new BatterySource(found));
    }

    @Override
    public String description() {
        return "battery "
                + String.join(
                        " + ",
                        batteries.stream()
                                .map(path -> String.valueOf(path.getFileName()))
                                .toList());
    }

    @Override
    public OptionalDouble joules(Duration sinceLast) throws IOException {
        OptionalDouble now = watts();
        OptionalDouble earlier = before;
        before = now;
        if (now.isEmpty() || earlier.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((now.getAsDouble() + earlier.getAsDouble()) / 2 * sinceLast.toNanos() / 1e9);
    }

    private OptionalDouble watts() throws IOException {
        double sum = 0;
        for (Path battery : batteries) {
            OptionalDouble watts = watts(battery);
            if (watts.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += watts.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    /** Some drivers give a discharging current as negative, others do not: the state alone tells the sign. */
    private static OptionalDouble watts(Path battery) throws IOException {
        OptionalLong power = SysFile.number(battery.resolve("power_now"));
        OptionalLong voltage = SysFile.number(battery.resolve("voltage_now"));
        OptionalLong current = SysFile.number(battery.resolve("current_now"));
        boolean byCurrent = voltage.isPresent() && current.isPresent();
        if (power.isEmpty() && !byCurrent) {
            return OptionalDouble.empty();
        }
        double watts =
                power.isPresent() ? power.getAsLong() / 1e6 : voltage.getAsLong() / 1e6 * (current.getAsLong() / 1e6);
        boolean gives = SysFile.text(battery.resolve("status")).orElse("").equals("Discharging");
        return OptionalDouble.of(gives ? 0 - Math.abs(watts) : Math.abs(watts));
    }
}
