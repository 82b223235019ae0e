package org.loadcast.serving.app.wiring;

import java.util.List;
import org.loadcast.serving.api.DriftRoutes;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.ReadinessCheck;
import org.loadcast.serving.api.RouteGroup;
import org.loadcast.serving.api.TrainingRoutes;
import org.loadcast.serving.retrain.Retraining;
import org.loadcast.serving.retrain.TrainingJobs;

/** Trainings beside the service. */
final class TrainingPart implements ServicePart {

    private final TrainingJobs jobs;
    private final Retraining renewal;
    private final Installation installation;

    TrainingPart(TrainingJobs jobs, Retraining renewal, Installation installation) {
        this.jobs = jobs;
        this.renewal = renewal;
        this.installation = installation;
    }

    @Override
    public List<RouteGroup> routes() {
        return List.of(
                new TrainingRoutes(jobs, installation),
                new DriftRoutes(renewal.report(), installation.stores().meters()));
    }

    @Override
    public List<ReadinessCheck> checks() {
        return List.of(new ReadinessCheck("training-jobs", jobs::trouble));
    }

    @Override
    public void start() {
        jobs.start();
        renewal.start();
    }

    @Override
    public void close() {
        renewal.close();
        jobs.close();
    }
}
