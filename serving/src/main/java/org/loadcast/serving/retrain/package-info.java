/**
 * How models renew themselves.
 *
 * <p>A {@link org.loadcast.serving.retrain.TrainingJob} is asked for by REST, by schedule or by drift, and waits in a table
 * that outlives the process. {@link org.loadcast.serving.retrain.TrainingJobs} runs one at a time, under a lease that keeps a
 * second instance on the same data from training too, in a child process with its own heap and a low priority
 * ({@link org.loadcast.serving.retrain.ChildTraining}): a service keeps its latency, and native code that crashes takes no
 * service down. The child registers challengers only; who serves is decided here, while the lease is held.
 */
@NullMarked
package org.loadcast.serving.retrain;

import org.jspecify.annotations.NullMarked;
