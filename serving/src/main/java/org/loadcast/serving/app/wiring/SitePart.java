package org.loadcast.serving.app.wiring;

import java.time.Duration;
import java.util.List;
import org.loadcast.features.store.StoreException;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.RouteGroup;
import org.loadcast.serving.api.SiteRoutes;
import org.loadcast.serving.site.SiteDesk;
import org.loadcast.serving.site.WatchedStores;
import org.loadcast.serving.stream.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sites beside the service: brings derived totals up to date a second after readings of their sensors came. */
final class SitePart implements ServicePart {

    private static final Logger LOG = LoggerFactory.getLogger(SitePart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Installation installation;
    private final SiteDesk desk;
    private final Worker worker;

    SitePart(Installation installation, WatchedStores stores) {
        this.installation = installation;
        this.desk = new SiteDesk(stores, this::tell);
        this.worker = new Worker("site-totals", this::work);
    }

    private void tell(SiteDesk.Derived written) {
        installation.forecasts().readingsChanged(written.earliest());
        installation
                .events()
                .publish(written.newest().stream().map(Event.ReadingStored::new).toList());
    }

    @Override
    public List<RouteGroup> routes() {
        return List.of(new SiteRoutes(desk, installation.stores().meters()));
    }

    @Override
    public void start() {
        worker.start();
    }

    private void work() {
        boolean tidy = false;
        try {
            while (true) {
                Duration pause = PAUSE;
                try {
                    if (!tidy) {
                        desk.tidy();
                        tidy = true;
                    }
                    desk.derive(done -> {});
                } catch (StoreException away) {
                    LOG.warn("The totals of sites are late: {}", away.getMessage());
                    pause = PAUSE_AFTER_FAILURE;
                }
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
