package org.loadcast.serving.app.doctor;

/**
 * What one check of the doctor found.
 *
 * @param check what was looked at, a word or two
 * @param grade how bad it is
 * @param text the finding, with the remedy where one is needed
 */
public record Finding(String check, Grade grade, String text) {

    /** How bad a finding is. */
    public enum Grade {
        OK("ok  "),
        /** Works, but not as well as it could. */
        WARN("warn"),
        /** Does not work. */
        FAIL("FAIL");

        private final String label;

        Grade(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Finding ok(String check, String text) {
        return new Finding(check, Grade.OK, text);
    }

    static Finding warn(String check, String text) {
        return new Finding(check, Grade.WARN, text);
    }

    static Finding fail(String check, String text) {
        return new Finding(check, Grade.FAIL, text);
    }
}
