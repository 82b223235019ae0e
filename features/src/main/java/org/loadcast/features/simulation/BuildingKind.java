package org.loadcast.features.simulation;

/** The kinds of buildings of a simulated district. */
public enum BuildingKind {
    /** People who go out to work or stay at home. */
    HOME("home"),
    /** People who work early, late and at night by turns. */
    SHIFT_WORKER_HOME("shift-home"),
    /** A home with panels: three meters, what it uses, what the panels give, and the difference. */
    PV_HOME("pv-home"),
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
