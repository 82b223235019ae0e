/**
 * A Linux machine as a meter: it reads its power, keeps the readings on the disk until the broker has them, and publishes them on
 * our own topics.
 *
 * <p>A {@link org.loadcast.serving.agent.PowerSource} tells the energy since it was last asked;
 * {@link org.loadcast.serving.agent.Agent} makes one reading of each interval, appends it to the
 * {@link org.loadcast.serving.agent.DiskBuffer}, and a second thread sends what is oldest there and removes it when the broker has
 * acknowledged it. What is sent twice, after a crash between the two, is the same reading with the same timestamp.
 */
@NullMarked
package org.loadcast.serving.agent;

import org.jspecify.annotations.NullMarked;
