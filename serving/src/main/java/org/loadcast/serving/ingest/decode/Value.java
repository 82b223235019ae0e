package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One number of a row: where it stands, in which unit, and what it is. */
final class Value {

    private final List<JsonPointer> plus;
    private final List<JsonPointer> minus;
    private final @Nullable Unit unit;
    private final @Nullable JsonPointer unitAt;
    private final @Nullable Quantity quantity;

    private Value(
            List<JsonPointer> plus,
            List<JsonPointer> minus,
            @Nullable Unit unit,
            @Nullable JsonPointer unitAt,
            @Nullable Quantity quantity) {
        this.plus = List.copyOf(plus);
        this.minus = List.copyOf(minus);
        this.unit = unit;
        this.unitAt = unitAt;
        this.quantity = quantity;
    }

    /** The sum at {@code plus} less the sum at {@code minus}. */
    static Value of(List<JsonPointer> plus, List<JsonPointer> minus, Unit unit, Quantity quantity) {
        return new Value(plus, minus, unit, null, quantity);
    }

    /** The same with a unit that the row names; without a quantity the unit tells it. */
    static Value withUnitAt(
            List<JsonPointer> plus, List<JsonPointer> minus, JsonPointer unitAt, @Nullable Quantity quantity) {
        return new Value(plus, minus, null, unitAt, quantity);
    }

    /** A number in kW or kWh, and what it is. */
    record Measured(double kilo, Quantity quantity) {}

    /**
     * The number of a row.
     *
     * @param lenient whether a row without the number, or with one that is no electricity, is empty rather than wrong
     */
    Optional<Measured> of(JsonNode row, boolean lenient) throws UndecodableException {
        Optional<Unit> found = unitOf(row);
        Optional<Double> added = sum(row, plus);
        Optional<Double> taken = sum(row, minus);
        if (found.isPresent() && added.isPresent() && taken.isPresent()) {
            Quantity meaning = quantity == null ? Quantity.usual(found.get()) : quantity;
            if (meaning.kind().isEnergy() == found.get().isEnergy()) {
                return Optional.of(new Measured(found.get().toKilo(added.get() - taken.get()), meaning));
            }
        }
        if (lenient) {
            return Optional.empty();
        }
        throw new UndecodableException(
                added.isPresent() && taken.isPresent()
                        ? "The unit at " + unitAt + " is none of " + Unit.symbols() + " that fits the kind."
                        : "There is no finite number at " + places() + ". Mend the sender, or the rule's value;"
                                + " 'missing: ignore' passes over such messages.");
    }

    private Optional<Unit> unitOf(JsonNode row) {
        return unitAt == null
                ? Optional.ofNullable(unit)
                : Unit.of(row.at(unitAt).asText());
    }

    private static Optional<Double> sum(JsonNode row, List<JsonPointer> pointers) {
        double sum = 0;
        for (JsonPointer pointer : pointers) {
            Optional<Double> number = Numbers.of(row.at(pointer));
            if (number.isEmpty()) {
                return Optional.empty();
            }
            sum += number.get();
        }
        return Optional.of(sum);
    }

    private String places() {
        boolean root = plus.stream().allMatch(JsonPointer::matches) && minus.isEmpty();
        return root ? "the payload" : plus + (minus.isEmpty() ? "" : " and " + minus);
    }
}
