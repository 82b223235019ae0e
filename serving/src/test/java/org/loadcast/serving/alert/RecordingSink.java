package org.loadcast.serving.alert;

import java.util.ArrayList;
import java.util.List;

/** Keeps letters, or refuses them for a while. */
final class RecordingSink implements AlertSink {

    private final String name;
    final List<Letter> letters = new ArrayList<>();
    int refusals;

    RecordingSink(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Letter letter) throws UndeliveredException {
        if (refusals > 0) {
            refusals--;
            throw new UndeliveredException("away");
        }
        letters.add(letter);
    }
}
