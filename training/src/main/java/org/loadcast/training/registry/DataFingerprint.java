package org.loadcast.training.registry;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.List;
import org.loadcast.features.view.PointInTimeView;

/** Tells whether two models learned from the same data. */
public final class DataFingerprint {

    private DataFingerprint() {}

    /** The same of many meters' data, in their order. */
    public static String of(List<PointInTimeView> views) {
        var digest = Sha256.newDigest();
        views.forEach(view -> digest.update(of(view).getBytes(StandardCharsets.US_ASCII)));
        return Sha256.hex(digest);
    }

    /**
     * SHA-256 of the load and weather that ended at the view's cutoff, with meter, start, step and names of the columns.
     */
    public static String of(PointInTimeView view) {
        var digest = Sha256.newDigest();
        try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            out.writeUTF(view.meter().id().value());
            out.writeLong(view.grid().start().getEpochSecond());
            out.writeLong(view.step().toSeconds());
            out.writeUTF(view.weatherKeys().toString());
            int columns = view.weatherKeys().size();
            for (int index = 0; index < view.cutoffIndex(); index++) {
                out.writeDouble(view.load(index));
                for (int column = 0; column < columns; column++) {
                    out.writeDouble(view.weather(column, index));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("A stream that goes nowhere failed.", impossible);
        }
        return Sha256.hex(digest);
    }
}
