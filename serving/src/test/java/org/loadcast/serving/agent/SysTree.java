package org.loadcast.serving.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A {@code /sys} of the test's own. */
final class SysTree {

    private final Path root;

    SysTree(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    void rapl(String zone, String name, long microjoules, long range) {
        put("class/powercap/" + zone + "/name", name);
        put("class/powercap/" + zone + "/max_energy_range_uj", String.valueOf(range));
        energy(zone, microjoules);
    }

    void energy(String zone, long microjoules) {
        put("class/powercap/" + zone + "/energy_uj", String.valueOf(microjoules));
    }

    void battery(String name, String file, String value) {
        put("class/power_supply/" + name + "/" + file, value);
    }

    /** A reader sees the old value or the new one, as with the kernel. */
    private void put(String name, String value) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), value + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
