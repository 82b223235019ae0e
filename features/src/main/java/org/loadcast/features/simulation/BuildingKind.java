package org.loadcast.features.simulation;

/** The kinds of buildings of a simulated district. */
public enum BuildingKind {
    /** People who go out to work or stay at home. */
    HOME("home"),
    /** People who work early, late and at night by turns. */
    SHIFT_WORKER_HOME("shift-home"),
    /** A home with panels: three meters, what it uses, what the panels give, and the difference. */
    PV_HOME("pv-home"),
    /** A home with panels and a battery between them and the grid: four meters. */
    BATTERY_HOME("battery-home"),
    /** A home whose people work by day, with a meter each for air conditioning, water heater and the whole. */
    DAY_WORKER("a-day-worker"),
    /** A few desks, with the same meters. */
    SMALL_OFFICE("b-office"),
    /** A home of a shift worker, with the same meters. */
    SHIFT_WORKER("c-shift-worker"),
    OFFICE("office"),
    SHOP("shop");

    private final String label;

    BuildingKind(String label) {
        this.label = label;
    }

    /** The start of the names of its meters. */
    public String label() {
        return label;
    }
}
