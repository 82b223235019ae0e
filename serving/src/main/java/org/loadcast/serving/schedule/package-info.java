/**
 * Times of the day at which something is done: cron expressions, meant in a local time zone. The one package that knows
 * cron-utils.
 */
@NullMarked
package org.loadcast.serving.schedule;

import org.jspecify.annotations.NullMarked;
