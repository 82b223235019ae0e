package org.loadcast.serving.retrain;

import java.util.Optional;

/** Trains the models of a job somewhere. */
public interface Trainer {

    /** Hears what happens, in the thread of the training. */
    interface Listener {

        /** {@code fraction} of all is done, 0 to 1; {@code loss} where a network tells one. */
        void progress(double fraction, String text, Optional<Double> loss);

        /** A challenger is registered. */
        void trained(String meter, String horizon, String model);

        /** Nothing could be trained; {@code reason} is a sentence. */
        void skipped(String meter, String horizon, String reason);
    }

    /** A training that runs. */
    interface Run {

        /**
         * Waits for its end.
         *
         * @return why it failed; empty when all went well
         */
        Optional<String> await() throws InterruptedException;

        /** Ends it; {@link #await} returns soon after. */
        void stop();
    }

    /** Begins a training. */
    Run start(JobRequest request, Listener listener);
}
