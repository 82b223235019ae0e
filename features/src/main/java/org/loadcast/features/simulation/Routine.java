package org.loadcast.features.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** How a home's people spend their days; hours are local. */
sealed interface Routine {

    /** Writes one day, from waking up to going to bed, into {@code people}. */
    void live(Day day, Random random, Occupancy people);

    /**
     * Out at work on workdays, with days at home in between; later nights and errands when free.
     *
     * @param wakeHour usual hour of getting up for work
     * @param leaveHour usual hour of leaving
     * @param backHour usual hour of coming home
     * @param homeOfficeShare share of the workdays that are worked at home
     */
    record DayWorker(double wakeHour, double leaveHour, double backHour, double homeOfficeShare) implements Routine {
        @Override
        public void live(Day day, Random random, Occupancy people) {
            double bed = 23.2 + 0.5 * random.nextGaussian() + (day.workday() ? 0 : 0.7);
            if (!day.workday()) {
                freeDay(day, wakeHour + 1.8 + 0.6 * random.nextGaussian(), bed, random, people);
                return;
            }
            people.awake(day.at(wakeHour + 0.2 * random.nextGaussian()), day.at(bed));
            if (random.nextDouble() >= homeOfficeShare) {
                double late = random.nextDouble() < 0.15 ? 2 * random.nextDouble() : 0;
                people.away(
                        day.at(leaveHour + 0.2 * random.nextGaussian()),
                        day.at(backHour + 0.4 * random.nextGaussian() + late));
            }
            if (random.nextDouble() < 0.2) {
                outing(day, 18.5 + 2 * random.nextDouble(), 1 + 1.5 * random.nextDouble(), people);
            }
        }
    }

    /** Early, late and night shifts by turns of a week, weekends free: the same weekday comes back after three weeks. */
    record ShiftWorker() implements Routine {

        private static final LocalDate FIRST_EARLY_MONDAY = LocalDate.of(2001, 1, 1);

        @Override
        public void live(Day day, Random random, Occupancy people) {
            double jitter = 0.2 * random.nextGaussian();
            long week = Math.floorDiv(ChronoUnit.DAYS.between(FIRST_EARLY_MONDAY, day.date()), 7);
            boolean nightEnds = Math.floorMod(week, 3) == 2 && day.date().getDayOfWeek() == DayOfWeek.SATURDAY;
            if (day.weekend()) {
                freeDay(day, (nightEnds ? 13 : 9) + jitter, 23.5 + jitter, random, people);
                return;
            }
            switch (Math.floorMod(week, 3)) {
                case 0 -> {
                    people.awake(day.at(4.8 + jitter), day.at(21.3 + jitter));
                    people.away(day.at(5.5 + jitter), day.at(14.6 + jitter));
                }
                case 1 -> {
                    people.awake(day.at(8.5 + jitter), day.at(24.5 + jitter));
                    people.away(day.at(13.3 + jitter), day.at(22.6 + jitter));
                }
                default -> {
                    people.awake(day.at(14.5 + jitter), day.at(31 + jitter));
                    people.away(day.at(21.3 + jitter), day.at(30.5 + jitter));
                }
            }
        }
    }

    /** People in from eight to six on workdays, nobody else ever. */
    record OfficeHours() implements Routine {
        @Override
        public void live(Day day, Random random, Occupancy people) {
            people.away(day.at(0), day.at(24));
            if (day.workday()) {
                people.awake(day.at(8 + 0.3 * random.nextGaussian()), day.at(18 + 0.5 * random.nextGaussian()));
            }
        }
    }

    /** At home most of the day, with an errand in the morning or the afternoon. */
    record AtHome() implements Routine {
        @Override
        public void live(Day day, Random random, Occupancy people) {
            people.awake(day.at(7.6 + 0.25 * random.nextGaussian()), day.at(22.8 + 0.4 * random.nextGaussian()));
            if (random.nextDouble() < 0.7) {
                outing(day, 10.2 + 0.7 * random.nextGaussian(), 0.7 + 1.3 * random.nextDouble(), people);
            }
            if (random.nextDouble() < 0.4) {
                outing(day, 16.5 + random.nextGaussian(), 1 + 1.5 * random.nextDouble(), people);
            }
        }
    }

    private static void freeDay(Day day, double wake, double bed, Random random, Occupancy people) {
        people.awake(day.at(wake), day.at(bed));
        if (random.nextDouble() < 0.6) {
            outing(day, 11 + random.nextGaussian(), 1 + 2 * random.nextDouble(), people);
        }
        if (random.nextDouble() < 0.5) {
            outing(day, 17 + random.nextGaussian(), 1.5 + 3 * random.nextDouble(), people);
        }
    }

    private static void outing(Day day, double hour, double hours, Occupancy people) {
        people.away(day.at(hour), day.at(hour + hours));
    }
}
