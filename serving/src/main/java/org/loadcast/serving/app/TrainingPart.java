package org.loadcast.serving.app;

import java.util.List;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.ReadinessCheck;
import org.loadcast.serving.api.RouteGroup;
import org.loadcast.serving.api.TrainingRoutes;
import org.loadcast.serving.retrain.TrainingJobs;

/** Trainings beside the service. */
final class TrainingPart implements ServicePart {

    private final TrainingJobs jobs;
    private final Installation installation;

    TrainingPart(TrainingJobs jobs, Installation installation) {
        this.jobs = jobs;
        this.installation = installation;
    }

    @Override
    public List<RouteGroup> routes() {
        return List.of(new TrainingRoutes(jobs, installation));
    }

    @Override
    public List<ReadinessCheck> checks() {
        return List.of(new ReadinessCheck("training-jobs", jobs::trouble));
    }

    @Override
    public void start() {
        jobs.start();
    }

    @Override
    public void close() {
        jobs.close();
    }
}
