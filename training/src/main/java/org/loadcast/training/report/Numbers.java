package org.loadcast.training.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them. */
final class Numbers {

    static final String NONE = "–";

    /** A space that keeps a number and its unit on one line. */
    static final String NO_BREAK = "\u00a0";

    private Numbers() {}

    /** Three significant digits, without an exponent. */
    static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return minus(rounded.setScale(Math.max(0, 2 - exponent)).toPlainString());
    }

    static String percent(double share, int digits) {
        return minus(String.format(Locale.ROOT, "%." + digits + "f" + NO_BREAK + "%%", 100 * share));
    }

    static String percent(OptionalDouble share, int digits) {
        return share.isPresent() ? percent(share.getAsDouble(), digits) : NONE;
    }

    static String fixed(OptionalDouble value, int digits) {
        return value.isPresent() ? minus(String.format(Locale.ROOT, "%." + digits + "f", value.getAsDouble())) : NONE;
    }

    static String power(OptionalDouble kilowatts) {
        return kilowatts.isPresent() ? PowerUnit.text(kilowatts.getAsDouble()) : NONE;
    }

    static String count(int value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /** A tick label without needless zeros. */
    static String tick(double value) {
        double rounded = Math.round(value * 1e9) / 1e9;
        return minus(BigDecimal.valueOf(rounded).stripTrailingZeros().toPlainString());
    }

    private static String minus(String number) {
        return number.replace('-', '\u2212');
    }
}
