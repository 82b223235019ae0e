package org.loadcast.serving.source.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loadcast.features.csv.BadRow;
import org.loadcast.features.csv.ForeignCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.source.LocalTimes;
import org.loadcast.serving.source.SourceException;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/**
 * Open data of the Taiwan Power Company, told apart by what is in a file.
 *
 * <ul>
 *   <li>Generation by unit, JSON of d006001: {@code DateTime} and {@code aaData} with the net generation of each unit in MW. The
 *       units of a kind are summed into one meter; generation is negative, storage that is charged positive.
 *   <li>Today's load by region, {@code loadareas.csv}: no header; time of day, then east, south, central and north in 萬瓩 (10
 *       MW), every ten minutes, empty ahead of now. The file does not tell its day: it stands in the name of the file, or in the
 *       setting {@code date}.
 *   <li>Past supply and demand (data.gov.tw, 19995), CSV: a row a day, with the energy that industry and homes took in GWh
 *       (百萬度), which becomes the mean power of the day. The daily peak is no load that could be forecast by the hour.
 * </ul>
 *
 * Times are those of Taipei, without summer time since 1979.
 */
public final class Taipower implements SourceFormat {

    private static final String USUAL_ZONE = "Asia/Taipei";
    private static final String PREFIX = "taipower";
    private static final double KILOWATTS_PER_WAN = 1e4;
    private static final List<String> REGIONS = List.of("time", "east", "south", "central", "north");
    private static final String DATE = "日期";
    private static final Map<String, String> DAILY = Map.of("工業用電(百萬度)", "industry", "民生用電(百萬度)", "homes");
    private static final double KILOWATT_HOURS_PER_MILLION = 1e6;
    private static final Pattern DATE_IN_NAME = Pattern.compile("(20\\d\\d)[-_]?([01]\\d)[-_]?([0-3]\\d)");

    @Override
    public String name() {
        return "taipower";
    }

    @Override
    public String description() {
        return "Taiwan Power: generation by unit (JSON), load by region (loadareas.csv), daily supply and demand (CSV)";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("date", "day of loadareas.csv, such as 2024-07-03, when it is not in the name of the file");
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        SourceSettings named = settings.meter().isPresent() ? settings : settings.withMeter(PREFIX);
        try (InputStream in = new BufferedInputStream(source.open())) {
            if (isJson(in)) {
                new Generation(source.name(), named, sink).read(in);
            } else {
                csv(in, source.name(), named, sink);
            }
        }
    }

    /** Whether the first character, after a byte order mark and blanks, opens an object. */
    private static boolean isJson(InputStream in) throws IOException {
        in.mark(64);
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '{') {
                    return true;
                }
                if (c != 0xef && c != 0xbb && c != 0xbf && !Character.isWhitespace(c)) {
                    return false;
                }
            }
            return false;
        } finally {
            in.reset();
        }
    }

    private static void csv(InputStream in, String file, SourceSettings settings, SourceSink sink) throws IOException {
        in.mark(1024);
        String start = new String(in.readNBytes(512), StandardCharsets.UTF_8);
        in.reset();
        if (start.contains(DATE)) {
            days(in, file, settings, sink);
        } else if (start.strip().matches("(?s)\"?\\d\\d?(:\\d\\d)?\"?,.*")) {
            regions(in, file, settings, sink);
        } else {
            throw new SourceException("File " + file
                    + " is none of Taiwan Power's that can be read: the JSON of generation by"
                    + " unit (d006001), loadareas.csv, or the daily supply and demand with the column " + DATE + ".");
        }
    }

    private static MeterId meter(String name, String category, SourceSettings settings, SourceSink sink) {
        MeterId meter = settings.meterOf(name);
        sink.meter(Meter.builder(meter)
                .zone(settings.zone(USUAL_ZONE))
                .country("TW")
                .category(category)
                .build());
        return meter;
    }

    private static void regions(InputStream in, String file, SourceSettings settings, SourceSink sink)
            throws IOException {
        LocalDate day = settings.date("date")
                .or(() -> dateIn(file))
                .orElseThrow(() -> new SourceException("File " + file
                        + " does not tell its day. Add --set date=2024-07-03, or put the day into its name."));
        LocalTimes times = new LocalTimes(settings.zone(USUAL_ZONE));
        MeterId[] meters = new MeterId[REGIONS.size()];
        for (int i = 1; i < REGIONS.size(); i++) {
            meters[i] = meter(REGIONS.get(i), "region", settings, sink);
        }
        try (ForeignCsv csv = ForeignCsv.openWithoutHeader(in, file, ',', '.', REGIONS)) {
            csv.forEach(
                    row -> {
                        LocalDateTime local = day.atTime(timeOfDay(row.text(0)));
                        boolean ahead = true;
                        for (int i = 1; i < meters.length; i++) {
                            ahead &= row.isEmpty(i);
                        }
                        if (ahead) {
                            return false;
                        }
                        long start = times.epochSecond(local);
                        for (int i = 1; i < meters.length; i++) {
                            if (settings.wants(REGIONS.get(i))) {
                                power(sink, file, row, i, meters[i], start, KILOWATTS_PER_WAN);
                            }
                        }
                        return true;
                    },
                    row -> sink.reject(row.file(), row.line(), row.reason()));
        }
    }

    private static LocalTime timeOfDay(String text) throws BadRow {
        try {
            return LocalTime.parse((text.length() == 1 || text.charAt(1) == ':' ? "0" : "")
                    + (text.length() <= 2 ? text + ":00" : text));
        } catch (DateTimeException wrong) {
            throw new BadRow("time '" + text + "' is no time of day such as 09:10 or 09.");
        }
    }

    private static Optional<LocalDate> dateIn(String file) {
        Matcher date = DATE_IN_NAME.matcher(file);
        try {
            return date.find()
                    ? Optional.of(LocalDate.parse(date.group(1) + "-" + date.group(2) + "-" + date.group(3)))
                    : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static void days(InputStream in, String file, SourceSettings settings, SourceSink sink) throws IOException {
        try (ForeignCsv csv = ForeignCsv.open(in, file, ',', '.')) {
            int date = csv.require(DATE);
            Map<Integer, MeterId> meters = new TreeMap<>();
            DAILY.forEach((column, name) -> {
                if (csv.find(column) >= 0 && settings.wants(name)) {
                    meters.put(csv.find(column), meter(name, "sector", settings, sink));
                }
            });
            if (meters.isEmpty()) {
                throw new SourceException("File " + file + " has none of the columns " + DAILY.keySet()
                        + "; a daily peak alone is no load that could be stored.");
            }
            LocalTimes times = new LocalTimes(settings.zone(USUAL_ZONE));
            csv.forEach(
                    row -> {
                        LocalDate day = day(row.text(date));
                        long start = times.epochSecond(day.atStartOfDay());
                        for (Map.Entry<Integer, MeterId> column : meters.entrySet()) {
                            power(
                                    sink,
                                    file,
                                    row,
                                    column.getKey(),
                                    column.getValue(),
                                    start,
                                    KILOWATT_HOURS_PER_MILLION / 24);
                        }
                        return true;
                    },
                    row -> sink.reject(row.file(), row.line(), row.reason()));
        }
    }

    private static LocalDate day(String text) throws BadRow {
        try {
            return LocalDate.parse(text.replaceAll("[-/]", ""), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException wrong) {
            throw new BadRow(DATE + " '" + text + "' is no date such as 20240703.");
        }
    }

    private static void power(
            SourceSink sink, String file, ForeignCsv.Row row, int column, MeterId meter, long start, double factor) {
        try {
            sink.power(meter, start, row.number(column) * factor);
        } catch (BadRow bad) {
            sink.reject(file, row.line(), bad.reason());
        } catch (IllegalArgumentException beyond) {
            sink.reject(file, row.line(), meter + ": " + beyond.getMessage());
        }
    }

    /** The JSON of generation by unit. */
    private static final class Generation {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final String KIND = "機組類型";
        private static final String UNIT = "機組名稱";
        private static final String NET = "淨發電量(MW)";
        private static final String SUBTOTAL = "小計";
        private static final Map<String, String> KINDS = Map.ofEntries(
                Map.entry("核能", "nuclear"),
                Map.entry("燃煤", "coal"),
                Map.entry("汽電共生", "cogeneration"),
                Map.entry("民營電廠-燃煤", "ipp-coal"),
                Map.entry("燃氣", "gas"),
                Map.entry("民營電廠-燃氣", "ipp-gas"),
                Map.entry("燃油", "oil"),
                Map.entry("燃料油", "oil"),
                Map.entry("輕油", "diesel"),
                Map.entry("水力", "hydro"),
                Map.entry("風力", "wind"),
                Map.entry("太陽能", "solar"),
                Map.entry("其它再生能源", "other-renewable"),
                Map.entry("儲能", "storage"),
                Map.entry("儲能負載", "storage-load"));

        private final String file;
        private final SourceSettings settings;
        private final SourceSink sink;
        private final Map<String, Double> megawatts = new TreeMap<>();

        Generation(String file, SourceSettings settings, SourceSink sink) {
            this.file = file;
            this.settings = settings;
            this.sink = sink;
        }

        void read(InputStream in) throws IOException {
            String time = "";
            try (JsonParser parser = new JsonFactory().createParser(in)) {
                parser.setCodec(JSON);
                while (parser.nextToken() != null) {
                    if (parser.currentToken() == JsonToken.FIELD_NAME
                            && parser.currentName().equals("DateTime")) {
                        time = String.valueOf(parser.nextTextValue());
                    } else if (parser.currentToken() == JsonToken.START_OBJECT
                            && parser.getParsingContext().getParent().inArray()) {
                        unit(parser.currentLocation().getLineNr(), parser.readValueAsTree());
                    }
                }
            } catch (JsonProcessingException broken) {
                throw new SourceException(
                        "File " + file + " is not JSON to its end: " + broken.getOriginalMessage()
                                + ". Fetch it again.",
                        broken);
            }
            store(time);
        }

        private void unit(long line, JsonNode unit) {
            String kind = plain(unit.path(KIND).asText(""));
            String name = plain(unit.path(UNIT).asText(""));
            String net = unit.path(NET)
                    .asText("")
                    .replaceFirst("[(（].*", "")
                    .replace(",", "")
                    .strip();
            if (kind.isEmpty() || name.startsWith(SUBTOTAL)) {
                return;
            }
            // A unit that does not tell makes the sum of its kind wrong, but "-" and "N/A" stand for units out of use.
            if (net.isEmpty() || net.equals("-") || net.equals("N/A")) {
                return;
            }
            try {
                megawatts.merge(kind, Double.parseDouble(net), Double::sum);
            } catch (NumberFormatException wrong) {
                megawatts.merge(kind, Double.NaN, Double::sum);
                sink.reject(
                        file,
                        line,
                        NET + " '" + net + "' of " + name + " is no number, so all of " + kind + " is left out.");
            }
        }

        /** Without the English in brackets, and without remains of HTML. */
        private static String plain(String text) {
            return text.replaceAll("<[^>]*>", "").replaceFirst("[(（].*", "").strip();
        }

        private void store(String time) throws SourceException {
            if (megawatts.isEmpty()) {
                throw new SourceException(
                        "File " + file + " has no generation by unit. aaData was expected, with objects of " + KIND
                                + ", " + UNIT + " and " + NET + ".");
            }
            long start;
            try {
                start = LocalDateTime.parse(time.replace(' ', 'T'))
                        .atZone(settings.zone(USUAL_ZONE))
                        .toEpochSecond();
            } catch (DateTimeException wrong) {
                throw new SourceException(
                        "DateTime '" + time + "' of file " + file + " is no time such as 2024-08-31T15:30:00.", wrong);
            }
            megawatts.forEach((kind, sum) -> {
                String name = KINDS.getOrDefault(kind, kind);
                if (!sum.isNaN() && settings.wants(name)) {
                    sink.power(meter(name, "generation", settings, sink), start, -1000 * sum + 0.0);
                }
            });
        }
    }
}
