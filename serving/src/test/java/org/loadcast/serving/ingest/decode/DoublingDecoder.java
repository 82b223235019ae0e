package org.loadcast.serving.ingest.decode;

import java.util.List;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/** A decoder as users add it, by a line in META-INF/services. */
public final class DoublingDecoder implements PayloadDecoder {

    @Override
    public String name() {
        return "doubling";
    }

    @Override
    public Decoded decode(Message message) throws UndecodableException {
        double doubled = 2 * Double.parseDouble(message.payload().text());
        return Decoded.ofReadings(List.of(new Reading.Power(MeterId.of("doubled"), message.receivedAt(), doubled)));
    }
}
