package org.loadcast.serving.app.wiring;

import java.util.List;
import org.loadcast.serving.alert.AlertClock;
import org.loadcast.serving.alert.AlertDesk;
import org.loadcast.serving.alert.AlertSink;
import org.loadcast.serving.alert.AlertStore;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.alert.Courier;
import org.loadcast.serving.api.AlertRoutes;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.RouteGroup;

/** Asks the alert rules beside the service. */
final class AlertPart implements ServicePart {

    private final Installation installation;
    private final AlertDesk desk;
    private final AlertClock clock;

    AlertPart(Installation installation, AlertStore alerts, AlertsConfig config, List<AlertSink> sinks) {
        this.installation = installation;
        this.desk = new AlertDesk(installation.stores(), alerts, config.rules(), config.clearAfter(), true);
        this.clock = new AlertClock(
                desk,
                new Courier(desk, sinks, config),
                installation.stores().meters(),
                installation.events(),
                config.every(),
                installation.clock());
    }

    @Override
    public List<RouteGroup> routes() {
        return List.of(new AlertRoutes(desk, installation.stores().meters(), installation.clock()));
    }

    @Override
    public void start() {
        clock.start();
    }

    @Override
    public void close() {
        clock.close();
    }
}
