package org.loadcast.features.store.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;

/** Writes by {@code /api/v2/write}, blocking: the library's asynchronous writer drops lines after a long outage. */
final class DeliveryByV2 implements Delivery {

    private final InfluxDBClient client;
    private final WriteApiBlocking api;

    /** Closes {@code client} when it is closed itself. */
    DeliveryByV2(InfluxDBClient client) {
        this.client = client;
        this.api = client.getWriteApiBlocking();
    }

    @Override
    public void deliver(String lines) throws FailedDelivery {
        try {
            api.writeRecord(WritePrecision.S, lines);
        } catch (InfluxException e) {
            String message = String.valueOf(e.getMessage());
            throw e.status() == 0
                    ? new FailedDelivery(FailedDelivery.Cause.AWAY, message, e)
                    : FailedDelivery.ofStatus(e.status(), message);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
