package org.loadcast.serving.source.home;

import java.io.IOException;
import java.io.InputStream;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/**
 * Green Button "Download My Data": Atom with the Energy Services Provider Interface (ESPI, NAESB REQ.21).
 *
 * <p>A usage point has meter readings, each with a reading type and blocks of intervals; links between the entries tell which
 * belong together, in any order, so the file is read twice: once for the links and types, once for the values. Electric energy
 * (Wh) and real power (W) with their power of ten are taken: energy of an interval becomes its mean power, cumulative energy a
 * counter. What flows to the grid ({@code flowDirection} 19) is negative and a meter of its own, {@code ...-export}. Starts are
 * seconds since 1970 in UTC. Projected and weather-normalised values are no measurements. External entities and document types
 * are not read.
 */
public final class GreenButton implements SourceFormat {

    @Override
    public String name() {
        return "green-button";
    }

    @Override
    public String description() {
        return "Green Button (ESPI XML) of utilities: energy of intervals, power, cumulative energy";
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        EspiDirectory directory = new EspiDirectory();
        try (InputStream in = source.open()) {
            new EspiReader(source.name(), in).read(directory);
        }
        EspiValues values = new EspiValues(source.name(), directory.series(), settings, sink);
        try (InputStream in = source.open()) {
            new EspiReader(source.name(), in).read(values);
        }
    }
}
