package org.loadcast.serving.publish.mqtt;

import org.loadcast.features.meter.MeterId;

/** Where messages go. */
final class Topics {

    /** Says whether this service runs. */
    static final String STATUS = "loadcast/status";

    private Topics() {}

    static String forecast(MeterId meter, String horizon) {
        return "loadcast/meters/" + meter + "/forecast/" + horizon;
    }

    static String summary(MeterId meter, String horizon) {
        return forecast(meter, horizon) + "/summary";
    }
}
