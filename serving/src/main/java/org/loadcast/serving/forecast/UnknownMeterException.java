package org.loadcast.serving.forecast;

import org.loadcast.features.meter.MeterId;

/** A meter that is not in the directory was asked for. */
public final class UnknownMeterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownMeterException(MeterId meter) {
        super("Meter '" + meter + "' is not known. See GET /api/v1/meters for those that are, or import its readings.");
    }
}
