package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads payloads as JSON, within limits that no device needs to pass. */
final class JsonPayload {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonPayload() {}

    static JsonNode parse(Message message) throws UndecodableException {
        String text = message.payload().text();
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isMissingNode()) {
                throw new UndecodableException("The payload is empty. JSON was expected.");
            }
            return node;
        } catch (JsonProcessingException malformed) {
            throw new UndecodableException("The payload is not JSON that can be read" + place(malformed)
                    + ". It must be one value, nested at most " + DEEPEST + " deep, with numbers of at most "
                    + LONGEST_NUMBER + " characters. Mend the sender, or map the topic to another format.");
        }
    }

    private static String place(JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        return at == null ? "" : ": at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
