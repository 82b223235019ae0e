package org.loadcast.features.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;

class LoadCsvTest {

    private static final String HEADER = "timestamp,meter_id,load_kw\n";

    private record Row(MeterId meter, Instant start, double kilowatts) {}

    @TempDir
    Path dir;

    private final List<Row> rows = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();

    private CsvSummary read(String text) throws IOException {
        return LoadCsv.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                "load.csv",
                (meter, second, kilowatts) -> rows.add(new Row(meter, Instant.ofEpochSecond(second), kilowatts)),
                rejected::add);
    }

    private static Row row(String start, String meter, double kilowatts) {
        return new Row(MeterId.of(meter), Instant.parse(start), kilowatts);
    }

    @Test
    void rowsComeInTheOrderOfTheFile() throws IOException {
        String text = HEADER + "2021-01-01T00:00:00Z,a,1.5\n2021-01-01T00:15:00Z,b,-2\n2021-01-01T00:15:00Z,a,0.0\n";

        CsvSummary summary = read(text);

        assertThat(rows)
                .containsExactly(
                        row("2021-01-01T00:00:00Z", "a", 1.5),
                        row("2021-01-01T00:15:00Z", "b", -2),
                        row("2021-01-01T00:15:00Z", "a", 0));
        assertThat(summary).isEqualTo(new CsvSummary(3, 0, 0));
    }

    @Test
    void columnsAreFoundByNameWithByteOrderMarkAndFurtherColumns() throws IOException {
        String text = "\uFEFFmeter_id,note,load_kw,timestamp\r\nm-1,\"a, b\",2.5,2021-01-01T00:00:00Z\r\n";

        read(text);

        assertThat(rows).containsExactly(row("2021-01-01T00:00:00Z", "m-1", 2.5));
    }

    @ParameterizedTest
    @CsvSource({"load_kw, 1500, 1500", "load_w, 1500, 1.5", "load_mw, 1.5, 1500"})
    void theUnitIsInTheColumnName(String column, String value, double kilowatts) throws IOException {
        read("timestamp,meter_id," + column + "\n2021-01-01T00:00:00Z,a," + value + "\n");

        assertThat(rows).containsExactly(row("2021-01-01T00:00:00Z", "a", kilowatts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "load_MW", "load_kwh", "power"})
    void anUnknownUnitRefusesTheFileAndNamesTheExpectedColumn(String column) {
        assertThatThrownBy(() -> read("timestamp,meter_id," + column + "\n2021-01-01T00:00:00Z,a,1\n"))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("load.csv has no column load_kw")
                .hasMessageContaining("timestamp,meter_id," + column)
                .hasMessageContaining("load_kw, load_w or load_mw (megawatts)");
    }

    @Test
    void twoLoadColumnsRefuseTheFile() {
        assertThatThrownBy(() -> read("timestamp,meter_id,load_kw,load_w\n"))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("more than one load column: [load_kw, load_w]");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void aMissingFileIsNamed() {
        Path nowhere = dir.resolve("nowhere.csv");

        assertThatThrownBy(() -> LoadCsv.read(nowhere, (m, s, v) -> {}, rejected::add))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("nowhere.csv does not exist");
    }

    @Test
    void aDirectoryIsNotAFile() {
        assertThatThrownBy(() -> LoadCsv.read(dir, (m, s, v) -> {}, rejected::add))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining(dir + " cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2021-01-01T00:15:00Z,a          | has 2 columns, the header 3",
                "2021-01-01T00:15:00Z,a,1,2      | has 4 columns, the header 3",
                "2021-02-29T00:15:00Z,a,1        | timestamp '2021-02-29T00:15:00Z' is not an instant",
                "2021-01-01T24:15:00Z,a,1        | is not an instant",
                "2021-01-01T00:15:00,a,1         | with its offset",
                "01.02.2021 00:15,a,1            | Write it in UTC, such as",
                "2021-01-01T00:15:00.5Z,a,1      | is not on a whole second",
                "0021-01-01T00:15:00Z,a,1        | lies outside the years 1900 to 2199",
                "2021-01-01T00:15:00Z,a,NaN      | load_kw 'NaN' is not a finite number",
                "2021-01-01T00:15:00Z,a,Infinity | is not a finite number",
                "2021-01-01T00:15:00Z,a,1e999    | is not a finite number",
                "2021-01-01T00:15:00Z,a,0x10     | is not a finite number",
                "2021-01-01T00:15:00Z,a,1.5kW    | is not a finite number",
                "2021-01-01T00:15:00Z,a,1.2.3    | is not a finite number",
                "2021-01-01T00:15:00Z,a,-        | is not a finite number",
                "2021-01-01T00:15:00Z,a,\"1,5\"  | is not a finite number with a decimal point",
                "2021-01-01T00:15:00Z,a,         | load_kw is empty",
                "2021-01-01T00:15:00Z,a b,1      | Meter id 'a b' is not valid",
                "2021-01-01T00:00:00Z,a,7        | has 7.0 kW here and 1.0 kW in an earlier row"
            })
    void aBadRowIsReportedWithItsLineAndReasonAndGoodRowsGoOn(String bad, String reason) throws IOException {
        String text = HEADER + "2021-01-01T00:00:00Z,a,1\n" + bad + "\n2021-01-01T00:30:00Z,a,3\n";

        CsvSummary summary = read(text);

        assertThat(rows).containsExactly(row("2021-01-01T00:00:00Z", "a", 1), row("2021-01-01T00:30:00Z", "a", 3));
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.file()).isEqualTo("load.csv");
            assertThat(row.reason()).contains(reason);
        });
        assertThat(summary).isEqualTo(new CsvSummary(2, 0, 1));
    }

    @Test
    void theSameRowAgainIsHarmless() throws IOException {
        CsvSummary summary = read(HEADER + "2021-01-01T00:00:00Z,a,1\n2021-01-01T00:00:00Z,a,1.0\n");

        assertThat(rows).hasSize(1);
        assertThat(rejected).isEmpty();
        assertThat(summary).isEqualTo(new CsvSummary(1, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-01-01T00:15:00Z",
                "2021-01-01 00:15:00Z",
                "2021-01-01T00:15Z",
                "2021-01-01T01:15:00+01:00",
                "2020-12-31T19:15:00.000-05:00",
                "2021-01-01 00:15:00+00:00"
            })
    void everyIsoFormOfAnInstantIsRead(String timestamp) throws IOException {
        read(HEADER + timestamp + ",a,1\n");

        assertThat(rows).containsExactly(row("2021-01-01T00:15:00Z", "a", 1));
    }

    @Test
    void everyDayOfFourYearsIsReadAsTheJdkReadsIt() throws IOException {
        Instant first = Instant.parse("1999-12-31T23:59:59Z");
        StringBuilder text = new StringBuilder(HEADER);
        for (int day = 0; day < 1461; day++) {
            text.append(first.plus(Duration.ofDays(day))).append(",a,1\n");
        }

        read(text.toString());

        for (int day = 0; day < 1461; day++) {
            assertThat(rows.get(day).start()).isEqualTo(first.plus(Duration.ofDays(day)));
        }
    }

    @Test
    void numbersAreReadAsTheJdkReadsThem() throws IOException {
        Random random = new Random(7);
        String[] numbers = random.doubles(2000)
                .mapToObj(v -> {
                    double value = (v - 0.5) * Math.pow(10, random.nextInt(24) - 8);
                    return random.nextBoolean() ? Double.toString(value) : String.format("%.4f", value);
                })
                .toArray(String[]::new);
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < numbers.length; i++) {
            text.append(Instant.EPOCH.plusSeconds(i))
                    .append(",a,")
                    .append(numbers[i])
                    .append('\n');
        }

        read(text.toString());

        assertThat(rows.stream().mapToDouble(Row::kilowatts).toArray())
                .isEqualTo(
                        Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray());
    }

    @Test
    void aConflictIsFoundWhateverTheOrderOfTheRows() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 5000; i > 0; i--) {
            text.append(Instant.EPOCH.plusSeconds(900L * i))
                    .append(",a,")
                    .append(i)
                    .append('\n');
        }
        text.append(Instant.EPOCH.plusSeconds(900L * 2500)).append(",a,-1\n");

        CsvSummary summary = read(text.toString());

        assertThat(summary).isEqualTo(new CsvSummary(5000, 0, 1));
        assertThat(rejected.get(0).line()).isEqualTo(5002);
    }

    @Test
    void whatIsWrittenIsReadBackPlainAndZipped() throws IOException {
        for (String name : List.of("load.csv", "load.csv.gz")) {
            Path file = dir.resolve(name);
            try (LoadCsvWriter writer = LoadCsv.writer(file)) {
                writer.write(MeterId.of("a"), Instant.parse("2021-01-01T00:00:00Z"), 0.1 + 0.2);
                writer.write(MeterId.of("b"), Instant.parse("2021-01-01T00:00:00Z"), -1e-7);
            }
            rows.clear();

            LoadCsv.read(
                    file,
                    (meter, second, kw) -> rows.add(new Row(meter, Instant.ofEpochSecond(second), kw)),
                    rejected::add);

            assertThat(rows)
                    .containsExactly(
                            row("2021-01-01T00:00:00Z", "a", 0.1 + 0.2), row("2021-01-01T00:00:00Z", "b", -1e-7));
        }
    }

    @Test
    void aGzipFileThatBreaksOffIsAnError() throws IOException {
        Path file = dir.resolve("load.csv.gz");
        Random random = new Random(1);
        try (LoadCsvWriter writer = LoadCsv.writer(file)) {
            for (int i = 0; i < 20_000; i++) {
                writer.write(MeterId.of("a"), Instant.EPOCH.plusSeconds(i), random.nextDouble());
            }
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> LoadCsv.read(file, (m, s, v) -> {}, rejected::add))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("load.csv.gz cannot be read to its end");
    }

    @Test
    void seriesAreTheMeansOfWholeSteps() throws IOException {
        Path file = dir.resolve("load.csv");
        Files.writeString(
                file,
                HEADER
                        + "2021-01-01T00:00:00Z,a,1\n2021-01-01T00:30:00Z,a,3\n"
                        + "2021-01-01T01:00:00Z,a,5\n"
                        + "2021-01-01T02:00:00Z,a,7\n2021-01-01T02:30:00Z,a,8\n"
                        + "2021-01-01T00:00:00Z,b,1\n");

        var loads = LoadCsv.readLoads(
                file, Duration.ofHours(1), meter -> meter.value().equals("a"), rejected::add);

        assertThat(loads).containsOnlyKeys(MeterId.of("a"));
        LoadSeries a = loads.get(MeterId.of("a")).means();
        assertThat(a.grid().start()).isEqualTo("2021-01-01T00:00:00Z");
        assertThat(a.toArray()).containsExactly(2, Double.NaN, 7.5);
    }
}
