package org.loadcast.serving.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * RAPL, the energy counters of Intel's and AMD's processors, by the kernel's powercap: {@code
 * /sys/class/powercap/intel-rapl:N/energy_uj} in microjoules, starting again from zero after {@code max_energy_range_uj}.
 *
 * <p>The zone {@code psys} is the whole platform, and counts alone where it is there; else all packages and their memory
 * ({@code dram}, which is not in the package) are summed. Cores are a part of their package. Since 2020 (CVE-2020-8694) root alone
 * may read the counters.
 */
public final class RaplSource implements PowerSource {

    private static final String WHOLE_PLATFORM = "psys";

    private final List<Zone> zones;

    private RaplSource(List<Zone> zones) {
        this.zones = zones;
    }

    /**
     * The counters of this machine.
     *
     * @param sys {@code /sys}
     * @return empty when it has none
     * @throws IOException when they must not be read, with the remedy
     */
    public static Optional<RaplSource> find(Path sys) throws IOException {
        List<Zone> found = new ArrayList<>();
        for (Path directory : SysFile.entries(sys.resolve("class/powercap"))) {
            // intel-rapl-mmio counts the same packages by another way.
            if (String.valueOf(directory.getFileName()).matches("intel-rapl:\\d+(:\\d+)?")) {
                Zone.of(directory).ifPresent(found::add);
            }
        }
        List<Zone> platform =
                found.stream().filter(zone -> zone.name.equals(WHOLE_PLATFORM)).toList();
        List<Zone> counted = platform.isEmpty()
                ? found.stream()
                        .filter(zone -> zone.name.startsWith("package") || zone.name.equals("dram"))
                        .toList()
                : platform.subList(0, 1);
        for (Zone zone : counted) {
            zone.read();
        }
        return counted.isEmpty() ? Optional.empty() : Optional.of(new RaplSource(counted));
    }

    @Override
    public String description() {
        return "RAPL "
                + String.join(" + ", zones.stream().map(zone -> zone.name).toList());
    }

    @Override
    public OptionalDouble joules(Duration sinceLast) throws IOException {
        double sum = 0;
        boolean known = true;
        for (Zone zone : zones) {
            OptionalDouble joules = zone.joules();
            known &= joules.isPresent();
            sum += joules.orElse(0);
        }
        return known ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** One counter. */
    private static final class Zone {

        private final Path counter;
        private final String name;
        private final long range;
        private long last = -1;

        private Zone(Path counter, String name, long range) {
            this.counter = counter;
            this.name = name;
            this.range = range;
        }

        static Optional<Zone> of(Path directory) throws IOException {
            Optional<String> name = SysFile.text(directory.resolve("name"));
            OptionalLong range = SysFile.number(directory.resolve("max_energy_range_uj"));
            return name.map(known -> new Zone(directory.resolve("energy_uj"), known, range.orElse(0)));
        }

        private long read() throws IOException {
            try {
                return SysFile.number(counter)
                        .orElseThrow(() -> new IOException(
                                counter + " does not hold a number of microjoules. Is that the kernel's powercap?"));
            } catch (AccessDeniedException denied) {
                throw new IOException(
                        counter + " may be read by root alone (since CVE-2020-8694). Run the agent as the systemd unit"
                                + " loadcast-agent, which has the capability CAP_DAC_READ_SEARCH, or as root; or let a group read it:"
                                + " sudo chgrp GROUP " + counter + " && sudo chmod g+r " + counter
                                + " (until the next start of the machine).",
                        denied);
            }
        }

        OptionalDouble joules() throws IOException {
            long now = read();
            long before = last;
            last = now;
            if (before < 0) {
                return OptionalDouble.empty();
            }
            long risen = now >= before ? now - before : now + range - before;
            return risen >= 0 ? OptionalDouble.of(risen / 1e6) : OptionalDouble.empty();
        }
    }
}
