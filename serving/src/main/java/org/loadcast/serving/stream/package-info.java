/**
 * What happens in a running Loadcast, told to whoever listens.
 *
 * <p>Parts that take readings in, issue forecasts or raise alerts publish {@link org.loadcast.serving.stream.Event}s to the
 * one {@link org.loadcast.serving.stream.EventBus}. It numbers and keeps the newest of them in bounded memory; a listener
 * reads from its own position at its own pace, so a slow one delays nobody, and one that comes back finds what it missed or
 * hears that it is gone. {@link org.loadcast.serving.stream.AveragedLoad} follows the stored readings of some meters instead,
 * from any time on, as means of one interval length.
 */
@NullMarked
package org.loadcast.serving.stream;

import org.jspecify.annotations.NullMarked;
