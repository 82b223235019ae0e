package org.loadcast.serving.source.home;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.loadcast.serving.source.SourceException;

/** Walks through the entries of an ESPI feed without keeping them. */
final class EspiReader {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String ESPI = "http://naesb.org/espi";
    private static final int LONGEST_TEXT = 4096;

    /** Hears of what is in the feed. */
    interface Listener {

        /** A resource with the plain fields that it has; those of parts of it have their path: {@code ServiceCategory/kind}. */
        default void resource(String kind, Entry entry, Map<String, String> fields) {}

        /**
         * A reading of an interval block.
         *
         * @param fields by path: {@code timePeriod/start}, {@code value}, {@code ReadingQuality/quality}
         */
        default void reading(Entry entry, long line, Map<String, String> fields) {}
    }

    /** The links of an entry; they stand before its content. */
    static final class Entry {

        private String self = "";
        private String up = "";
        private final List<String> related = new ArrayList<>();

        String self() {
            return self;
        }

        String up() {
            return up;
        }

        List<String> related() {
            return related;
        }
    }

    private final String file;
    private final InputStream in;

    EspiReader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    void read(Listener listener) throws SourceException {
        XMLStreamReader xml = null;
        try {
            xml = factory().createXMLStreamReader(in);
            Walk walk = new Walk(listener, xml);
            while (xml.hasNext()) {
                walk.event(xml.next());
            }
            if (!walk.isEspi) {
                throw new SourceException("File " + file + " has no element of ESPI (" + ESPI
                        + "). Is it the XML of Green Button, Download My Data?");
            }
        } catch (XMLStreamException broken) {
            long line = xml == null ? 1 : xml.getLocation().getLineNumber();
            throw new SourceException(
                    "File " + file + " is no XML that can be read, at line " + line + ": "
                            + String.valueOf(broken.getMessage()).replaceAll("\\s+", " ") + " Download it again.",
                    broken);
        }
    }

    /** Without document types and external entities, which could name files of this machine. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Where the walk is. */
    private static final class Walk {

        private final Listener listener;
        private final XMLStreamReader xml;
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private final Map<String, String> fields = new HashMap<>();
        private Entry entry = new Entry();
        private boolean isEspi;
        /** The resource or reading that is collected; empty outside of one. */
        private String collecting = "";

        private int collectingDepth;
        private long line;
        private int depth;

        Walk(Listener listener, XMLStreamReader xml) {
            this.listener = listener;
            this.xml = xml;
        }

        void event(int event) throws XMLStreamException {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < LONGEST_TEXT) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("A document type or an entity of its own is not read.");
                default -> {}
            }
        }

        private void start() {
            depth++;
            text.setLength(0);
            String name = xml.getLocalName();
            if (ATOM.equals(xml.getNamespaceURI())) {
                atom(name);
                return;
            }
            isEspi |= ESPI.equals(xml.getNamespaceURI());
            if (collecting.isEmpty() || name.equals("IntervalReading")) {
                if (!name.equals("IntervalBlock")) {
                    collecting = name;
                    collectingDepth = depth;
                    line = xml.getLocation().getLineNumber();
                    fields.clear();
                    path.clear();
                }
            } else {
                path.addLast(name);
            }
        }

        private void atom(String name) {
            if (name.equals("entry")) {
                entry = new Entry();
            } else if (name.equals("link")) {
                String target = String.valueOf(xml.getAttributeValue(null, "href"));
                switch (String.valueOf(xml.getAttributeValue(null, "rel"))) {
                    case "self" -> entry.self = target;
                    case "up" -> entry.up = target;
                    case "related" -> entry.related.add(target);
                    default -> {}
                }
            }
        }

        private void end() {
            if (!collecting.isEmpty()) {
                if (depth == collectingDepth) {
                    tell();
                } else if (!path.isEmpty()) {
                    fields.putIfAbsent(String.join("/", path), text.toString().strip());
                    path.removeLast();
                }
            }
            text.setLength(0);
            depth--;
        }

        private void tell() {
            if (collecting.equals("IntervalReading")) {
                listener.reading(entry, line, fields);
            } else {
                listener.resource(collecting, entry, fields);
            }
            collecting = "";
        }
    }
}
