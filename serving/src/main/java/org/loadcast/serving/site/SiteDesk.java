package org.loadcast.serving.site;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.Stores;

/** Puts books of sites into force and keeps derived totals up to date. Thread-safe. */
public final class SiteDesk {

    private final Stores stores;
    private final Books books;
    private final SiteStore sites;
    private final DerivedListener listener;

    /** @param stores as they are opened; what is derived is written past their watch */
    public SiteDesk(WatchedStores stores, DerivedListener listener) {
        this.stores = stores.all();
        this.books = stores.books();
        this.sites = stores.sites();
        this.listener = listener;
    }

    /** Hears of totals that were written. */
    @FunctionalInterface
    public interface DerivedListener {

        /** Of nobody's interest. */
        DerivedListener NONE = written -> {};

        void derived(Derived written);
    }

    /**
     * Totals of a site that were written.
     *
     * @param earliest the first instant that may have changed, by meter
     * @param newest the newest value of each meter
     * @param rows how many values were looked at
     */
    public record Derived(String site, Map<MeterId, Instant> earliest, List<Reading> newest, long rows) {}

    /** What a change did, in lines for people; empty when nothing changed. */
    public record Change(List<String> lines) {}

    /** The clocks of the meters that are known, by id. */
    public Map<String, ZoneId> clocks() {
        return stores.meters().all().stream()
                .collect(Collectors.toMap(meter -> meter.id().value(), Meter::zone));
    }

    public SiteBook book() {
        return books.current();
    }

    /**
     * Changes the book.
     *
     * @param dryRun whether only to tell what would change
     * @throws SiteBookException with everything that is wrong; nothing was changed
     */
    public Change change(UnaryOperator<SiteBook> operator, boolean dryRun) {
        return change(operator, Map.of(), dryRun);
    }

    /**
     * Puts a whole book into force, in place of the one before it.
     *
     * @throws SiteBookException with everything that is wrong, and where; nothing was changed
     */
    public Change replace(BookReader.Read read, boolean dryRun) {
        return change(before -> read.book(), read.places(), dryRun);
    }

    private synchronized Change change(UnaryOperator<SiteBook> operator, Map<String, String> places, boolean dryRun) {
        books.forget();
        SiteStore.Edition before = books.edition();
        SiteBook after = operator.apply(before.book());
        DirectoryUpdate update = new DirectoryUpdate(stores.meters(), before.book(), after);
        BookReader.Read read = new BookReader.Read(after, places);
        List<String> problems = update.problems().stream()
                .map(problem -> read.placed(problem.subject(), problem.text()))
                .toList();
        if (!problems.isEmpty()) {
            throw new SiteBookException(problems);
        }
        List<String> lines = new ArrayList<>(BookDifferences.between(before.book(), after));
        lines.addAll(update.meterLines());
        Change change = new Change(List.copyOf(lines));
        if (dryRun || change.lines().isEmpty()) {
            return change;
        }
        List<MeterId> obsolete = update.obsolete();
        update.apply();
        if (!sites.replace(before.number(), after, due(before.book(), after))) {
            throw new SiteBookException(
                    List.of("Somebody else changed the sites at the same moment. Look at them, and try again."));
        }
        books.forget();
        obsolete.forEach(this::removeReadings);
        return change;
    }

    /** Enters again what a book says about the directory, where somebody changed entries beside it. */
    public synchronized void tidy() {
        books.forget();
        SiteBook book = books.current();
        if (!book.equals(SiteBook.EMPTY)) {
            DirectoryUpdate update = new DirectoryUpdate(stores.meters(), book, book);
            List<MeterId> obsolete = update.obsolete();
            update.apply();
            obsolete.forEach(this::removeReadings);
        }
    }

    private void removeReadings(MeterId meter) {
        stores.measurements()
                .span(meter)
                .ifPresent(span -> stores.measurements().remove(meter, span));
    }

    /** Sites whose totals follow from other sensors than before. */
    private static Collection<SiteStore.Due> due(SiteBook before, SiteBook after) {
        return after.sites().stream()
                .filter(site -> !before.site(site.id())
                        .map(old -> new HashSet<>(old.sensors()).equals(new HashSet<>(site.sensors())))
                        .orElse(false))
                .map(site -> SiteStore.Due.always(site.id()))
                .toList();
    }

    /** How many sites are waiting for their totals. */
    public int waiting() {
        return sites.due().size();
    }

    /**
     * Brings all totals up to date that are due; what was written.
     *
     * @param progress hears the share of a site that is done
     */
    public synchronized List<Derived> derive(DoubleConsumer progress) {
        List<Derived> derived = new ArrayList<>();
        List<SiteStore.Due> all = sites.due();
        if (!all.isEmpty()) {
            books.forget();
        }
        for (SiteStore.Due due : all) {
            Optional<SiteConfig> site = books.current().site(due.site());
            if (site.isPresent()) {
                Derivation.Written written = new Derivation(stores.measurements(), site.get()).run(due, progress);
                Derived one = new Derived(due.site(), written.earliest(), written.newest(), written.rows());
                listener.derived(one);
                derived.add(one);
            }
            sites.done(due);
        }
        return derived;
    }
}
