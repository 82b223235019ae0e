package org.loadcast.training.report;

/** The unit in which powers of one size are readable. */
enum PowerUnit {
    W(1e-3, "W"),
    KW(1, "kW"),
    MW(1e3, "MW"),
    GW(1e6, "GW");

    private final double kilowatts;
    private final String symbol;

    PowerUnit(double kilowatts, String symbol) {
        this.kilowatts = kilowatts;
        this.symbol = symbol;
    }

    /** The largest unit in which {@code kilowatts} is at least one. */
    static PowerUnit fitting(double kilowatts) {
        PowerUnit fitting = W;
        for (PowerUnit unit : values()) {
            if (Math.abs(kilowatts) >= unit.kilowatts) {
                fitting = unit;
            }
        }
        return fitting;
    }

    String symbol() {
        return symbol;
    }

    double of(double inKilowatts) {
        return inKilowatts / kilowatts;
    }

    /** A power with three significant digits and its unit: {@code 1.23 kW}. */
    static String text(double kilowatts) {
        PowerUnit unit = fitting(kilowatts);
        return Numbers.significant(unit.of(kilowatts)) + Numbers.NO_BREAK + unit.symbol;
    }
}
