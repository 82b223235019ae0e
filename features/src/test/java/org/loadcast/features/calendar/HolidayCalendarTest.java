package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

class HolidayCalendarTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2021, 1, 1);

    /** Class loaders of their own, because the library is set up once in each. */
    @RepeatedTest(3)
    void theFirstHolidaysMayBeAskedForByManyThreadsAtOnce() throws Exception {
        int threads = 8;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (URLClassLoader fresh = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Method forCountry = fresh.loadClass(HolidayCalendar.class.getName()).getMethod("forCountry", String.class);
            Method isHoliday = forCountry.getReturnType().getMethod("isHoliday", LocalDate.class);
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<Object>> tasks = Stream.of("NL", "DE", "FR", "ES", "IT", "PT", "US", "NO")
                    .map(country -> (Callable<Object>) () -> {
                        Thread.currentThread().setContextClassLoader(fresh);
                        Object calendar = forCountry.invoke(null, country);
                        start.await();
                        return isHoliday.invoke(calendar, NEW_YEAR);
                    })
                    .toList();

            for (Future<Object> answer : workers.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo(true);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static URL[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> {
                    try {
                        return Path.of(path).toUri().toURL();
                    } catch (MalformedURLException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .toArray(URL[]::new);
    }

    /** Dates of law and of the published lists of the governments. */
    @ParameterizedTest
    @CsvSource({
        "NL,     2021-04-27, true",
        "NL,     2021-04-02, false",
        "NL,     2021-12-26, true",
        "DE,     2023-10-03, true",
        "DE,     2023-10-31, false",
        "DE-SN,  2023-10-31, true",
        "GB-ENG, 2019-08-26, true",
        "GB-SCT, 2019-08-26, false",
        "GB-SCT, 2019-08-05, true",
        "GB-ENG, 2020-05-08, true",
        "GB-ENG, 2020-12-26, true",
        "GB-ENG, 2020-12-28, true",
        "US-TX,  2018-07-04, true",
        "US,     2018-11-22, true",
        "US,     2018-11-24, false",
        "US,     2010-12-31, true",
        "US,     2011-01-01, true",
        "AU-VIC, 2014-11-04, true",
        "AU-NSW, 2014-11-04, false",
        "AU-VIC, 2014-01-27, true"
    })
    void holidaysAreThoseOfTheCountryAndRegion(String country, LocalDate date, boolean holiday) {
        assertThat(HolidayCalendar.forCountry(country).isHoliday(date)).isEqualTo(holiday);
    }

    @Test
    void aHolidayHasAName() {
        assertThat(HolidayCalendar.forCountry("nl").name(LocalDate.of(2021, 12, 25)))
                .hasValueSatisfying(name -> assertThat(name).containsIgnoringCase("christmas"));
    }

    @Test
    void anUnknownRegionHasTheHolidaysOfItsCountry() {
        HolidayCalendar calendar = HolidayCalendar.forCountry("NL-ZH");

        assertThat(calendar.isHoliday(LocalDate.of(2021, 4, 27))).isTrue();
    }

    @Test
    void anUnknownCountryIsAClearErrorWhenItWasAskedFor() {
        assertThatThrownBy(() -> HolidayCalendar.forCountry("Atlantis"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No holidays are known for country 'Atlantis'. Use an ISO 3166 code such as NL, DE-BY or"
                        + " GB-ENG, or give a holiday file.");
    }

    @Test
    void aMeterOfNoOrAnUnknownCountryHasNoHolidays() {
        Meter.Builder meter = Meter.builder(MeterId.of("m"));

        assertThat(HolidayCalendar.forMeter(meter.build()).isHoliday(NEW_YEAR)).isFalse();
        assertThat(HolidayCalendar.forMeter(meter.country("XX").build()).isHoliday(NEW_YEAR))
                .isFalse();
        assertThat(HolidayCalendar.forMeter(meter.country("NL").build()).isHoliday(NEW_YEAR))
                .isTrue();
    }

    @Test
    void twoCalendarsMergeAndTheFirstNamesTheDay() {
        HolidayCalendar file =
                HolidayCalendar.of(Map.of(NEW_YEAR, "from the file", LocalDate.of(2021, 7, 7), "works outing"));

        HolidayCalendar both = file.or(HolidayCalendar.forCountry("NL"));

        assertThat(both.name(NEW_YEAR)).contains("from the file");
        assertThat(both.isHoliday(LocalDate.of(2021, 7, 7))).isTrue();
        assertThat(both.isHoliday(LocalDate.of(2021, 4, 27))).isTrue();
        assertThat(both.isHoliday(LocalDate.of(2021, 4, 28))).isFalse();
    }

    @Test
    void manyThreadsSeeTheSameHolidays() {
        HolidayCalendar calendar = HolidayCalendar.forCountry("FR");
        List<LocalDate> dates = IntStream.range(0, 8000)
                .mapToObj(i -> LocalDate.of(2000 + i % 40, 7, 14))
                .toList();

        assertThat(dates.parallelStream().filter(calendar::isHoliday)).hasSize(8000);
    }
}
