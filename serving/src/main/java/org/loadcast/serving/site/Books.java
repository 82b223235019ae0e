package org.loadcast.serving.site;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.access.People;
import org.loadcast.serving.access.Person;

/** The newest book, read once; what another process changes counts after a second. Thread-safe. */
public final class Books implements People {

    private static final long TRUSTED_NANOS = 1_000_000_000L;

    private final SiteStore store;
    private volatile @Nullable Known known;

    private record Known(SiteStore.Edition edition, Map<MeterId, String> siteOfInput, long readNanos) {}

    public Books(SiteStore store) {
        this.store = store;
    }

    private Known known() {
        Known last = known;
        if (last != null && System.nanoTime() - last.readNanos() < TRUSTED_NANOS) {
            return last;
        }
        Known fresh = last != null && last.edition().number() == store.number()
                ? new Known(last.edition(), last.siteOfInput(), System.nanoTime())
                : read();
        known = fresh;
        return fresh;
    }

    private Known read() {
        SiteStore.Edition edition = store.read();
        Map<MeterId, String> siteOfInput = new HashMap<>();
        for (SiteConfig site : edition.book().sites()) {
            SiteTotals totals = SiteTotals.of(site);
            if (!totals.derived().isEmpty()) {
                totals.inputs().forEach(sensor -> siteOfInput.put(sensor.meter(), site.id()));
            }
        }
        return new Known(edition, Map.copyOf(siteOfInput), System.nanoTime());
    }

    /** Forgets what was read; the next question reads again. */
    void forget() {
        known = null;
    }

    SiteStore.Edition edition() {
        return known().edition();
    }

    public SiteBook current() {
        return edition().book();
    }

    /** The site whose totals follow from each meter. */
    Map<MeterId, String> siteOfInput() {
        return known().siteOfInput();
    }

    @Override
    public Optional<Person> find(String name) {
        return current().person(name);
    }
}
