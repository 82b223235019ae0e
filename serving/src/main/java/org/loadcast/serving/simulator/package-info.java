/**
 * What can be done to simulated meters while they live: time runs faster, slower or not at all, and single meters go wrong. Only the
 * demo has a simulator; a service of real meters has neither its routes nor its place on the page.
 */
@NullMarked
package org.loadcast.serving.simulator;

import org.jspecify.annotations.NullMarked;
