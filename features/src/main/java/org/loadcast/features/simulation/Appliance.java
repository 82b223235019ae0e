package org.loadcast.features.simulation;

import java.util.Random;

/** Something that draws power because of what people do, the weather, or by itself; power in kW. */
sealed interface Appliance
        permits Appliance.Standby,
                Appliance.Fridge,
                Appliance.Lighting,
                Appliance.Screens,
                Appliance.Kitchen,
                Appliance.Laundry,
                WaterHeater,
                AirConditioner {

    /** Adds all that it draws over the trace's grid. */
    void use(Home home, Seed seed, PowerTrace trace);

    /**
     * What never sleeps: router, clocks, chargers; slowly drifting as things come and go.
     *
     * @param kilowatts usual draw
     */
    record Standby(double kilowatts) implements Appliance {
        @Override
        public void use(Home home, Seed seed, PowerTrace trace) {
            for (Day day : home.world().days()) {
                Random random = seed.child(day.date().toString()).random();
                double drift = 1 + 0.08 * random.nextGaussian();
                trace.add(day.at(0), day.at(24), kilowatts * Math.max(0.6, drift));
            }
        }
    }

    /**
     * A compressor that runs a third of the time, more in a warm house.
     *
     * @param kilowatts draw of the running compressor
     */
    record Fridge(double kilowatts) implements Appliance {
        @Override
        public void use(Home home, Seed seed, PowerTrace trace) {
            Random random = seed.random();
            long at = trace.start();
            while (at < trace.end()) {
                double warm = Math.max(0, home.weather().temperatureC(at) - 18) / 18;
                long on = Math.round(60L * (14 + 4 * warm + 2 * random.nextGaussian()));
                long off = Math.round(60L * (30 - 8 * warm + 4 * random.nextGaussian()));
                trace.add(at, at + Math.max(300, on), kilowatts);
                at += Math.max(300, on) + Math.max(300, off);
            }
        }
    }

    /**
     * Lamps where somebody is awake and it is dark.
     *
     * @param kilowatts all lamps together
     */
    record Lighting(double kilowatts) implements Appliance {
        @Override
        public void use(Home home, Seed seed, PowerTrace trace) {
            Random random = seed.random();
            long at = trace.start();
            while (at < trace.end()) {
                long until = at + 60L * (20 + random.nextInt(40));
                double dark = 1 - Math.min(1, home.weather().ghiWm2(at) / 80);
                double rooms = 0.2 + 0.8 * random.nextDouble() * random.nextDouble();
                if (home.people().isAwake(at) && dark > 0) {
                    trace.add(at, until, kilowatts * rooms * dark);
                }
                at = until;
            }
        }
    }

    /**
     * Television and computers: sessions of an hour or two, most of them in the evening.
     *
     * @param kilowatts of a session
     */
    record Screens(double kilowatts) implements Appliance {
        @Override
        public void use(Home home, Seed seed, PowerTrace trace) {
            for (Day day : home.world().days()) {
                Random random = seed.child(day.date().toString()).random();
                for (double hour = 8; hour < 24; hour += 2) {
                    double chance = hour >= 18 ? 0.75 : 0.3;
                    long from = day.at(hour + 2 * random.nextDouble());
                    long length = 60L * (40 + random.nextInt(100));
                    double draw = kilowatts * (0.6 + 0.8 * random.nextDouble());
                    if (random.nextDouble() < chance && home.people().isAwake(from)) {
                        trace.add(from, from + length, draw);
                    }
                }
            }
        }
    }

    /**
     * Breakfast after getting up, lunch and dinner when somebody is there: kettle, hob, oven, microwave.
     *
     * @param lunchHour usual local hour of lunch
     * @param dinnerHour usual local hour of dinner
     */
    record Kitchen(double lunchHour, double dinnerHour) implements Appliance {
        @Override
        public void use(Home home, Seed seed, PowerTrace trace) {
            for (long wake : home.people().wakeUps()) {
                Random random = seed.child("breakfast " + wake).random();
                long at = wake + 60L * (10 + random.nextInt(20));
                trace.add(at, at + 180 + random.nextInt(120), 1.8);
                if (random.nextDouble() < 0.5) {
                    trace.add(at + 240, at + 420, 0.9);
                }
            }
            for (Day day : home.world().days()) {
                Random random = seed.child(day.date().toString()).random();
                meal(day.at(lunchHour + 0.35 * random.nextGaussian()), 0.75, home, random, trace);
                meal(day.at(dinnerHour + 0.4 * random.nextGaussian()), 0.85, home, random, trace);
            }
        }

        private static void meal(long at, double hotShare, Home home, Random random, PowerTrace trace) {
            boolean hot = random.nextDouble() < hotShare;
            long heatUp = 60L * (6 + random.nextInt(8));
            long simmer = 60L * (8 + random.nextInt(25));
            double hob = 1.0 + 0.9 * random.nextDouble();
            boolean oven = random.nextDouble() < 0.18;
            if (!home.people().isAwake(at)) {
                return;
            }
            if (hot) {
                trace.add(at, at + heatUp, hob);
                trace.add(at + heatUp, at + heatUp + simmer, 0.35 * hob);
            } else {
                trace.add(at, at + 240, 1.2);
            }
            if (oven) {
                trace.add(at, at + 600, 2.2);
                trace.add(at + 600, at + 600 + simmer, 0.9);
            }
        }
    }

    /**
     * Washing machine, dishwasher and, in some homes, a tumble dryer.
     *
     * @param washesPerWeek loads of laundry
     * @param dryer whether there is a tumble dryer
     */
    record Laundry(double washesPerWeek, boolean dryer) implements Appliance {
        @Override
        public void use(Home home, Seed seed, PowerTrace trace) {
            for (Day day : home.world().days()) {
                Random random = seed.child(day.date().toString()).random();
                double hour = day.workday() ? 18 + 3 * random.nextDouble() : 10 + 9 * random.nextDouble();
                double chance = washesPerWeek / 7 * (day.workday() ? 0.8 : 1.5);
                if (random.nextDouble() < chance && home.people().isAwake(day.at(hour))) {
                    wash(day.at(hour), random, trace);
                }
                double dishes = 21.6 + 0.6 * random.nextGaussian();
                if (random.nextDouble() < 0.55 && home.people().isAwake(day.at(dishes))) {
                    rinse(day.at(dishes), trace);
                }
            }
        }

        private void wash(long at, Random random, PowerTrace trace) {
            long heating = 60L * (10 + random.nextInt(15));
            trace.add(at + 300, at + 300 + heating, 1.9);
            trace.add(at + 300 + heating, at + 5400, 0.15);
            trace.add(at + 5400, at + 6000, 0.4);
            if (dryer && random.nextDouble() < 0.7) {
                trace.add(at + 6600, at + 6600 + 60L * (50 + random.nextInt(30)), 1.7);
            }
        }

        private static void rinse(long at, PowerTrace trace) {
            trace.add(at + 300, at + 1200, 1.9);
            trace.add(at + 1200, at + 4200, 0.08);
            trace.add(at + 4200, at + 4900, 1.8);
        }
    }
}
