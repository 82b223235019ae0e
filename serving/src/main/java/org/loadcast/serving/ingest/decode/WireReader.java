package org.loadcast.serving.ingest.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message one after the other. A nested message is a reader of its own over a part of the
 * same bytes, so nothing is copied and nothing recurses by itself. Not thread-safe.
 *
 * <p>Source: the encoding page of Protocol Buffers. The four wire types that are in use are read; groups, which have long been
 * abandoned, are refused.
 */
final class WireReader {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final ByteBuffer bytes;
    private int field;
    private int type;

    WireReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; its value must then be read or skipped. Whether there is one. */
    boolean next() throws UndecodableException {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag < 0 || tag > 0xffff_ffffL || field == 0) {
            throw broken();
        }
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    long readLong() throws UndecodableException {
        require(VARINT);
        return varint();
    }

    float readFloat() throws UndecodableException {
        require(FIXED_32);
        requireRemaining(Float.BYTES);
        return bytes.getFloat();
    }

    double readDouble() throws UndecodableException {
        require(FIXED_64);
        requireRemaining(Double.BYTES);
        return bytes.getDouble();
    }

    String readText() throws UndecodableException {
        return StandardCharsets.UTF_8.decode(part()).toString();
    }

    WireReader readMessage() throws UndecodableException {
        return new WireReader(part());
    }

    void skip() throws UndecodableException {
        switch (type) {
            case VARINT -> varint();
            case FIXED_64 -> advance(Long.BYTES);
            case BYTES -> part();
            case FIXED_32 -> advance(Integer.BYTES);
            default -> throw broken();
        }
    }

    private ByteBuffer part() throws UndecodableException {
        require(BYTES);
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw broken();
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    private long varint() throws UndecodableException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            requireRemaining(1);
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken();
    }

    private void advance(int length) throws UndecodableException {
        requireRemaining(length);
        bytes.position(bytes.position() + length);
    }

    private void require(int expected) throws UndecodableException {
        if (type != expected) {
            throw broken();
        }
    }

    private void requireRemaining(int length) throws UndecodableException {
        if (bytes.remaining() < length) {
            throw broken();
        }
    }

    private static UndecodableException broken() {
        return new UndecodableException("The payload is not a protobuf message of Sparkplug B, or it was cut off.");
    }
}
