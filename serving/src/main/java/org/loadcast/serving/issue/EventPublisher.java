package org.loadcast.serving.issue;

import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;

/** Tells the listeners of this process. */
public record EventPublisher(EventBus events) implements ForecastPublisher {

    @Override
    public void publish(IssueRound round) {
        events.publish(round.forecasts().stream().map(Event.ForecastIssued::new).toList());
    }
}
