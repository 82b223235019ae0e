package org.loadcast.serving.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;

/**
 * A directory as the visitor of the current thread sees it: meters outside of the visitor's groups are not there. A thread
 * without a visitor, such as one that works beside requests, sees all. Thread-safe.
 */
public final class VisibleMeters implements MeterDirectory {

    private static final ThreadLocal<Optional<Visitor>> VISITOR = ThreadLocal.withInitial(Optional::empty);

    private final MeterDirectory all;

    public VisibleMeters(MeterDirectory all) {
        this.all = all;
    }

    /** From now on this thread acts for {@code visitor}. */
    public static void enter(Visitor visitor) {
        VISITOR.set(Optional.of(visitor));
    }

    /** This thread acts for nobody any more. */
    public static void leave() {
        VISITOR.remove();
    }

    /** For whom this thread acts. */
    public static Optional<Visitor> visitor() {
        return VISITOR.get();
    }

    private static boolean isSeen(Meter meter) {
        return VISITOR.get().map(visitor -> visitor.sees(meter)).orElse(true);
    }

    @Override
    public Optional<Meter> find(MeterId id) {
        return all.find(id).filter(VisibleMeters::isSeen);
    }

    @Override
    public List<Meter> all() {
        List<Meter> every = all.all();
        return VISITOR.get().filter(Visitor::isLimited).isEmpty()
                ? every
                : every.stream().filter(VisibleMeters::isSeen).toList();
    }

    /** @throws IllegalArgumentException when the visitor does not see the meter, as it is or as it would be */
    @Override
    public void put(Meter meter) {
        if (!isSeen(meter) || all.find(meter.id()).filter(old -> !isSeen(old)).isPresent()) {
            throw new IllegalArgumentException("Meter '" + meter.id() + "' is not in a group of this key: "
                    + String.join(", ", VISITOR.get().map(Visitor::groups).orElseThrow())
                    + ". Name one of them in groups.");
        }
        all.put(meter);
    }

    @Override
    public boolean remove(MeterId id) {
        return find(id).isPresent() && all.remove(id);
    }

    @Override
    public Map<LocalDate, String> holidays() {
        return all.holidays();
    }

    @Override
    public void putHolidays(Map<LocalDate, String> holidays) {
        all.putHolidays(holidays);
    }

    @Override
    public Map<LocalDate, String> vacations() {
        return all.vacations();
    }

    @Override
    public void putVacations(Map<LocalDate, String> vacations) {
        all.putVacations(vacations);
    }
}
