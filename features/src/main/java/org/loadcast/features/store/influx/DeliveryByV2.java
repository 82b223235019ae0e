package org.loadcast.features.store.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes by {@code /api/v2/write}, blocking: the library's asynchronous writer drops lines after a long outage. */
final class DeliveryByV2 implements Delivery {

    private final InfluxDBClient client;
    private final InfluxConfig.Access.V2 access;
    private final WriteApiBlocking api;

    /** Closes {@code client} when it is closed itself. */
    DeliveryByV2(InfluxDBClient client, InfluxConfig.Access.V2 access) {
        this.client = client;
        this.access = access;
        this.api = client.getWriteApiBlocking();
    }

    @Override
    public void deliver(String lines) throws FailedDelivery {
        try {
            api.writeRecord(WritePrecision.S, lines);
        } catch (InfluxException e) {
            throw failed(e);
        }
    }

    @Override
    public void delete(Span span) throws FailedDelivery {
        try {
            client.getDeleteApi()
                    .delete(
                            Instant.ofEpochSecond(span.from()).atOffset(ZoneOffset.UTC),
                            Instant.ofEpochSecond(span.to()).minusNanos(1).atOffset(ZoneOffset.UTC),
                            "_measurement=" + quoted(span.measurement()) + " AND " + quoted(span.tag()) + "="
                                    + quoted(span.value()),
                            access.bucket(),
                            access.org());
        } catch (InfluxException e) {
            throw failed(e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static FailedDelivery failed(InfluxException e) {
        String message = String.valueOf(e.getMessage());
        return e.status() == 0
                ? new FailedDelivery(FailedDelivery.Cause.AWAY, message, e)
                : FailedDelivery.ofStatus(e.status(), message);
    }

    @Override
    public void close() {
        client.close();
    }
}
