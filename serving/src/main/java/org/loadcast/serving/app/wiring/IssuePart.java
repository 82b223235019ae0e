package org.loadcast.serving.app.wiring;

import java.util.List;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.IssueRoutes;
import org.loadcast.serving.api.RouteGroup;
import org.loadcast.serving.issue.ForecastIssuer;
import org.loadcast.serving.issue.ForecastPublisher;
import org.loadcast.serving.issue.IssueClock;
import org.loadcast.serving.issue.IssueConfig;

/** Issues forecasts on schedule, after new weather, and on demand. */
final class IssuePart implements ServicePart {

    private final Installation installation;
    private final ForecastIssuer issuer;
    private final IssueClock clock;

    IssuePart(Installation installation, IssueConfig config, List<ForecastPublisher> publishers) {
        this.installation = installation;
        this.issuer = new ForecastIssuer(installation.forecasts(), publishers, config.threads());
        this.clock = new IssueClock(issuer, installation.stores(), config, installation.clock());
    }

    @Override
    public List<RouteGroup> routes() {
        return List.of(new IssueRoutes(issuer, installation.stores().meters(), installation.clock()));
    }

    @Override
    public void start() {
        installation.forecasts().onWeather(clock::weatherCame);
        clock.start();
    }

    @Override
    public void close() {
        clock.close();
        issuer.close();
    }
}
