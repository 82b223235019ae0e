package org.loadcast.serving.api;

import java.time.Clock;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.stream.EventBus;
import org.loadcast.training.registry.ModelRegistry;

/**
 * What the parts of a running service share. It owns nothing: stores and service belong to whoever opened them.
 *
 * @param clock tells "now", the default time of a forecast
 * @param events where the parts tell what happens
 */
public record Installation(
        Stores stores, ForecastService forecasts, ModelRegistry models, Clock clock, EventBus events) {}
