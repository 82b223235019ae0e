package org.loadcast.training.forecaster;

/** Hears how far a fit has come. */
@FunctionalInterface
public interface FitProgress {

    FitProgress SILENT = (what, done, of) -> {};

    /**
     * One more step is done.
     *
     * @param what short name of the work, with a figure where there is one ({@code lstm epoch loss 0.123})
     * @param done steps that are done
     * @param of steps in all
     */
    void step(String what, int done, int of);
}
