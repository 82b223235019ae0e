package org.loadcast.training.report;

/** A point, in pixels of a picture or in the units of a plot's axes. */
record Point(double x, double y) {}
