package org.loadcast.serving.alert.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The parts of a received message by type. */
final class Parts {

    private final Map<String, byte[]> byType = new HashMap<>();

    static Parts of(Part message) throws MessagingException, IOException {
        Parts parts = new Parts();
        parts.collect(message);
        return parts;
    }

    private void collect(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                collect(several.getBodyPart(i));
            }
        } else {
            String type = part.getContentType().split(";", 2)[0].toLowerCase(Locale.ROOT);
            byType.put(type, part.getInputStream().readAllBytes());
        }
    }

    String text() {
        return new String(byType.get("text/plain"), StandardCharsets.UTF_8);
    }

    String html() {
        return new String(byType.get("text/html"), StandardCharsets.UTF_8);
    }

    byte[] png() {
        return byType.get("image/png");
    }
}
