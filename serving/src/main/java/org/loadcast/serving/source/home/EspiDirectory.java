package org.loadcast.serving.source.home;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.serving.source.home.EspiSeries.Kind;

/** The first pass through a feed: usage points, meter readings and their types. Codes as in the ESPI schema. */
final class EspiDirectory implements EspiReader.Listener {

    private static final String ELECTRICITY = "0";
    private static final String WATT_HOURS = "72";
    private static final String WATTS = "38";
    private static final String TO_THE_GRID = "19";
    /** bulkQuantity, cumulative, summation. */
    private static final List<String> ACCUMULATED = List.of("1", "3", "9");

    private final Map<String, String> serviceOfPoint = new HashMap<>();
    private final Map<String, List<String>> typesOfReading = new HashMap<>();
    private final Map<String, Map<String, String>> types = new HashMap<>();

    @Override
    public void resource(String kind, EspiReader.Entry entry, Map<String, String> fields) {
        switch (kind) {
            case "UsagePoint" ->
                serviceOfPoint.put(entry.self(), fields.getOrDefault("ServiceCategory/kind", ELECTRICITY));
            case "MeterReading" -> typesOfReading.put(entry.self(), List.copyOf(entry.related()));
            case "ReadingType" -> types.put(entry.self(), Map.copyOf(fields));
            default -> {}
        }
    }

    /** The series by the address of their meter reading; one that nothing is known of, by an empty address. */
    Map<String, EspiSeries> series() {
        Map<String, EspiSeries> series = new HashMap<>();
        typesOfReading.forEach((reading, related) -> {
            Map<String, String> type = related.stream()
                    .filter(types::containsKey)
                    .findFirst()
                    .map(types::get)
                    .orElseGet(this::onlyType);
            series.put(reading, series(pointOf(reading), type));
        });
        // Short files leave out the links, and have one of each.
        if (typesOfReading.size() <= 1) {
            String point = serviceOfPoint.keySet().stream().findFirst().orElse("");
            series.put(
                    "",
                    typesOfReading.isEmpty()
                            ? series(point, onlyType())
                            : series.values().iterator().next());
        }
        return series;
    }

    private Map<String, String> onlyType() {
        return types.size() == 1 ? types.values().iterator().next() : Map.of();
    }

    /** The usage point under whose address the meter reading lies. */
    private String pointOf(String reading) {
        return serviceOfPoint.keySet().stream()
                .filter(point -> reading.startsWith(point + "/"))
                .findFirst()
                .orElseGet(() -> reading.replaceFirst("/MeterReading.*", ""));
    }

    private EspiSeries series(String point, Map<String, String> type) {
        boolean export = TO_THE_GRID.equals(type.get("flowDirection"));
        String name = nameOf(point) + (export ? "-export" : "");
        String unit = type.getOrDefault("uom", "");
        double factor = (export ? -1 : 1) * Math.pow(10, multiplier(type) - 3.0);
        Kind kind = unit.equals(WATTS)
                ? Kind.POWER
                : ACCUMULATED.contains(type.getOrDefault("accumulationBehaviour", "")) ? Kind.COUNTER : Kind.ENERGY;
        return new EspiSeries(name, factor, kind, refusal(point, type, unit));
    }

    private Optional<String> refusal(String point, Map<String, String> type, String unit) {
        String service = serviceOfPoint.getOrDefault(point, ELECTRICITY);
        if (!service.equals(ELECTRICITY)) {
            return Optional.of(
                    "Usage point " + nameOf(point) + " is of service category " + service + ", not electricity (0).");
        }
        if (type.isEmpty()) {
            return Optional.of("Nothing tells the reading type of usage point " + nameOf(point)
                    + ", so its unit is unknown. A ReadingType entry that the MeterReading links to was expected.");
        }
        if (!unit.equals(WATT_HOURS) && !unit.equals(WATTS)) {
            return Optional.of("Unit uom " + unit + " of usage point " + nameOf(point)
                    + " is neither energy in Wh (72) nor real power in W (38).");
        }
        return Optional.empty();
    }

    private static int multiplier(Map<String, String> type) {
        String text = type.getOrDefault("powerOfTenMultiplier", "0");
        return text.matches("-?\\d{1,2}") ? Integer.parseInt(text) : 0;
    }

    /** {@code .../RetailCustomer/9b6c/UsagePoint/01} is {@code 9b6c-01}. */
    private static String nameOf(String point) {
        String[] parts = point.replaceFirst("/UsagePoint/", "/").split("/", -1);
        String last = parts[parts.length - 1];
        return last.isEmpty() ? "green-button" : parts.length < 2 ? last : parts[parts.length - 2] + "-" + last;
    }
}
