package kindred.procedures.evaluate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Makes points in time comparable as longs. Numbers compare with numbers, dates and times without a zone with each other, those with
 * a zone with each other: in one list there must be only one kind.
 */
final class Timestamps {

    /** What can be compared with what. */
    enum Kind {
        NUMBER("a number"),
        LOCAL("a date or time without zone"),
        ZONED("a time with zone");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private Timestamps() {}

    /** The kind of a stored value; null for one that is no point in time. */
    static Kind kindOf(Object value) {
        if (value instanceof Number number) {
            return Double.isNaN(number.doubleValue()) ? null : Kind.NUMBER;
        }
        if (value instanceof LocalDate || value instanceof LocalDateTime) {
            return Kind.LOCAL;
        }
        return value instanceof ZonedDateTime || value instanceof OffsetDateTime ? Kind.ZONED : null;
    }

    /** A number that orders as the value does within its kind; times count to the microsecond. */
    static long order(Object value) {
        if (value instanceof LocalDate date) {
            return micros(date.atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        if (value instanceof LocalDateTime time) {
            return micros(time.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof ZonedDateTime time) {
            return micros(time.toInstant());
        }
        if (value instanceof OffsetDateTime time) {
            return micros(time.toInstant());
        }
        return order(((Number) value).doubleValue());
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Orders doubles as longs: the bits of positive ones ascend, those of negative ones descend. */
    private static long order(double value) {
        long bits = Double.doubleToLongBits(value + 0.0); // -0.0 becomes 0.0
        return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
    }
}
