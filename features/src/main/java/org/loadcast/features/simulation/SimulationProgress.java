package org.loadcast.features.simulation;

/** Hears how far a simulation has come; called from several threads. */
@FunctionalInterface
public interface SimulationProgress {

    SimulationProgress SILENT = (done, of) -> {};

    /** {@code done} of {@code of} buildings are there. */
    void buildingDone(int done, int of);
}
