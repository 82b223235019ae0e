package org.loadcast.serving.source.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;

class GreenButtonTest {

    private static final String BASE = "https://utility.example/RetailCustomer/9b6c/UsagePoint";

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void energyOfAnIntervalBecomesItsMeanPowerWithItsPowerOfTen() throws IOException {
        // given: quarter-hours in tenths of a kWh (Wh * 10^2)
        read(feed(
                usagePoint("01", 0),
                meterReading("01", "1", "7"),
                type(
                        "7",
                        "<powerOfTenMultiplier>2</powerOfTenMultiplier><uom>72</uom><flowDirection>1</flowDirection>"
                                + "<accumulationBehaviour>4</accumulationBehaviour>"),
                block("01", "1", reading(1717243200, 900, 5), reading(1717244100, 900, 0))));

        // then: 0.5 kWh in a quarter of an hour are 2 kW
        assertThat(sink.power("9b6c-01"))
                .containsExactly(
                        entry(Instant.parse("2024-06-01T12:00:00Z"), 2.0),
                        entry(Instant.parse("2024-06-01T12:15:00Z"), 0.0));
        assertThat(sink.rejected()).isEmpty();
    }

    @Test
    void whatFlowsToTheGridIsANegativeMeterOfItsOwnWhateverTheOrderOfTheEntries() throws IOException {
        read(feed(
                block("01", "1", reading(1717243200, 3600, 800)),
                block("01", "2", reading(1717243200, 3600, 300)),
                type("8", "<uom>72</uom><flowDirection>19</flowDirection>"),
                type("7", "<uom>72</uom><flowDirection>1</flowDirection>"),
                meterReading("01", "2", "8"),
                meterReading("01", "1", "7"),
                usagePoint("01", 0)));

        assertThat(sink.power("9b6c-01").values()).containsExactly(0.8);
        assertThat(sink.power("9b6c-01-export").values()).containsExactly(-0.3);
    }

    @Test
    void powerAndCumulativeEnergyAreWhatTheyAre() throws IOException {
        read(feed(
                usagePoint("01", 0),
                usagePoint("02", 0),
                meterReading("01", "1", "7"),
                meterReading("02", "1", "8"),
                type(
                        "7",
                        "<powerOfTenMultiplier>3</powerOfTenMultiplier><uom>38</uom><accumulationBehaviour>12</accumulationBehaviour>"),
                type(
                        "8",
                        "<powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom><accumulationBehaviour>3</accumulationBehaviour>"),
                block("01", "1", reading(1717243200, 3600, 4)),
                block("02", "1", reading(1717243200, 3600, 8_123_456))));

        assertThat(sink.power("9b6c-01")).containsExactly(entry(Instant.parse("2024-06-01T12:00:00Z"), 4.0));
        assertThat(sink.counter("9b6c-02")).containsExactly(entry(Instant.parse("2024-06-01T13:00:00Z"), 8123.456));
    }

    @Test
    void gasAndUnknownUnitsAndProjectionsAreListedOnceEach() throws IOException {
        read(feed(
                usagePoint("01", 0),
                usagePoint("02", 1),
                meterReading("01", "1", "7"),
                meterReading("01", "2", "8"),
                meterReading("02", "1", "9"),
                type("7", "<uom>72</uom>"),
                type("8", "<uom>63</uom>"),
                type("9", "<uom>169</uom>"),
                block(
                        "01",
                        "1",
                        reading(1717243200, 3600, 1000),
                        reading(1717246800, 3600, 1000)
                                .replace("<value>", "<ReadingQuality><quality>12</quality></ReadingQuality><value>"),
                        reading(1717250400, 0, 1000)),
                block("01", "2", reading(1717243200, 3600, 1000), reading(1717246800, 3600, 1000)),
                block("02", "1", reading(1717243200, 3600, 1000))));

        assertThat(sink.power().keySet()).containsExactly("9b6c-01");
        assertThat(sink.power("9b6c-01")).hasSize(1);
        assertThat(sink.rejected())
                .hasSize(4)
                .anyMatch(row -> row.contains("Quality 12 is no measurement"))
                .anyMatch(row -> row.contains("timePeriod/duration 0 is not positive"))
                .anyMatch(row -> row.contains("uom 63"))
                .anyMatch(row -> row.contains("service category 1, not electricity"));
    }

    @Test
    void theOnlyMeterOfAFileTakesTheNameThatIsGiven() throws IOException {
        Path file = Files.writeString(
                directory.resolve("usage.xml"),
                feed(
                        usagePoint("01", 0),
                        meterReading("01", "1", "7"),
                        type("7", "<uom>72</uom>"),
                        block("01", "1", reading(1717243200, 3600, 1000))));

        new GreenButton()
                .read(
                        SourceLocation.of(file.toString()),
                        new SourceSettings(Optional.of(ZoneId.of("America/Chicago")), Optional.of("home"), Map.of()),
                        sink);

        assertThat(sink.power("home").values()).containsExactly(1.0);
        assertThat(sink.meters().get("home").zone().getId()).isEqualTo("America/Chicago");
    }

    @Test
    void anExternalEntityIsNotRead() throws IOException {
        // given
        Path secret = Files.writeString(directory.resolve("secret.txt"), "4711");
        String attack = "<!DOCTYPE feed [<!ENTITY secret SYSTEM \"" + secret.toUri() + "\">]>"
                + feed(block("01", "1", reading(1717243200, 3600, 1).replace("<value>1<", "<value>&secret;<")))
                        .replaceFirst("<\\?xml[^>]*>", "");

        // when / then
        assertThatThrownBy(() -> read(attack))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("A document type or an entity of its own is not read")
                .hasMessageNotContaining("4711");
        assertThat(sink.power()).isEmpty();
    }

    @Test
    void whatIsNoGreenButtonIsRefused() {
        assertThatThrownBy(() -> read("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"))
                .hasMessageContaining("has no element of ESPI");
        assertThatThrownBy(() -> read("timestamp,kwh\n1,2\n"))
                .hasMessageContaining("is no XML that can be read, at line 1");
    }

    private void read(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("usage.xml"), content);
        new GreenButton().read(SourceLocation.of(file.toString()), SourceSettings.none(), sink);
    }

    private static String feed(String... entries) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:uuid:1</id>\n"
                + String.join("\n", entries) + "\n</feed>\n";
    }

    private static String atom(String self, String up, String related, String content) {
        return "<entry><link rel=\"self\" href=\"" + self + "\"/><link rel=\"up\" href=\"" + up + "\"/>"
                + (related.isEmpty() ? "" : "<link rel=\"related\" href=\"" + related + "\"/>")
                + "<title>A title &amp; more</title>\n<content>\n" + content + "\n</content></entry>";
    }

    private static String usagePoint(String id, int kind) {
        return atom(
                BASE + "/" + id,
                BASE,
                BASE + "/" + id + "/MeterReading",
                "<UsagePoint xmlns=\"http://naesb.org/espi\"><ServiceCategory><kind>" + kind
                        + "</kind></ServiceCategory></UsagePoint>");
    }

    private static String meterReading(String point, String id, String type) {
        return atom(
                BASE + "/" + point + "/MeterReading/" + id,
                BASE + "/" + point + "/MeterReading",
                "https://utility.example/ReadingType/" + type,
                "<MeterReading xmlns=\"http://naesb.org/espi\"/>");
    }

    private static String type(String id, String fields) {
        return atom(
                "https://utility.example/ReadingType/" + id,
                "https://utility.example/ReadingType",
                "",
                "<espi:ReadingType xmlns:espi=\"http://naesb.org/espi\">"
                        + fields.replace("</", "</espi:").replaceAll("<(?!/)", "<espi:") + "</espi:ReadingType>");
    }

    private static String block(String point, String reading, String... readings) {
        String up = BASE + "/" + point + "/MeterReading/" + reading + "/IntervalBlock";
        return atom(
                up + "/173",
                up,
                "",
                "<IntervalBlock xmlns=\"http://naesb.org/espi\"><interval><duration>86400</duration><start>1717200000</start>"
                        + "</interval>\n" + String.join("\n", readings) + "</IntervalBlock>");
    }

    private static String reading(long start, int seconds, long value) {
        return "<IntervalReading><cost>12</cost><timePeriod><duration>" + seconds + "</duration><start>" + start
                + "</start></timePeriod><value>" + value + "</value></IntervalReading>";
    }
}
