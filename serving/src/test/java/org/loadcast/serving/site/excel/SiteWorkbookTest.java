package org.loadcast.serving.site.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.SiteBookException;
import org.loadcast.serving.site.SiteBookJson;
import org.loadcast.serving.site.SiteConfig;

class SiteWorkbookTest {

    private static final String WHOLE = """
            groups:
              - { id: north, caption: "Северный <town> & co", meters: [extra, more] }
              - { id: shops }
            people:
              - { name: anna, role: operator, groups: [north, shops] }
              - { name: boss, role: admin, groups: ["*"] }
            sites:
              - id: home
                caption: First home
                time_zone: Europe/Amsterdam
                country: NL
                category: household
                latitude: 52.1
                longitude: 5
                weather_locations: [town, coast]
                groups: [north, shops]
                sensors:
                  - { meter_id: l1, role: net, phase: L1 }
                  - { meter_id: l2, role: net, phase: L2 }
                  - { meter_id: roof, role: production, sign: inverted, from: 2023-06-01, until: 2024-06-01 }
              - id: office
                sensors: [{ meter_id: main, role: consumption }]
            """;

    @FunctionalInterface
    private interface Filling {
        void fill(Worksheet sensors, Worksheet access, Worksheet groups);
    }

    private static byte[] workbook(Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Test", null)) {
            Worksheet sensors = workbook.newWorksheet("sensors");
            row(sensors, 0, "Site", "Time zone", "groups", "meter_id", "role", "from", "sign");
            Worksheet access = workbook.newWorksheet("ACCESS");
            row(access, 0, "person", "role", "groups");
            Worksheet groups = workbook.newWorksheet("Groups");
            row(groups, 0, "group", "caption");
            filling.fill(sensors, access, groups);
            workbook.newWorksheet("Notes").value(0, 0, "not for the program");
        }
        return bytes.toByteArray();
    }

    private static void row(Worksheet sheet, int line, String... texts) {
        for (int column = 0; column < texts.length; column++) {
            if (!texts[column].isEmpty()) {
                sheet.value(line, column, texts[column]);
            }
        }
    }

    private static SiteBook read(byte[] workbook) {
        return SiteWorkbook.read(workbook, Map.of()).book();
    }

    private static SiteBookException refused(byte[] workbook) {
        return catchThrowableOfType(SiteBookException.class, () -> SiteWorkbook.read(workbook, Map.of()));
    }

    @Test
    void aBookIsWrittenAndReadWithoutLoss() throws IOException {
        SiteBook book = SiteBookJson.read(WHOLE, Map.of()).book();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        SiteWorkbook.write(book, bytes);

        assertThat(SiteWorkbook.isWorkbook(bytes.toByteArray())).isTrue();
        assertThat(read(bytes.toByteArray())).isEqualTo(book);
    }

    @Test
    void numbersDatesAndEmptyRowsOfPeopleAreUnderstood() throws IOException {
        byte[] workbook = workbook((sensors, access, groups) -> {
            sensors.value(1, 0, 17);
            row(sensors, 1, "", "Europe/Amsterdam", "", "main", "NET");
            sensors.value(1, 5, LocalDate.parse("2024-01-01"));
            sensors.style(1, 5).format("dd/mm/yyyy").set();
            row(sensors, 2, "  ");
            sensors.value(3, 0, 17);
            sensors.value(3, 3, 4711);
            row(sensors, 3, "", "", "", "", "appliance");
            row(access, 1, "anna", "", "*");
        });

        SiteConfig site = read(workbook).site("17").orElseThrow();

        assertThat(site.sensors()).hasSize(2);
        assertThat(site.sensors().get(0).role()).isEqualTo(SiteRole.NET);
        assertThat(site.sensors().get(0).from()).contains(Instant.parse("2023-12-31T23:00:00Z"));
        assertThat(site.sensors().get(1).meter().value()).isEqualTo("4711");
    }

    @Test
    void everyErrorIsToldBySheetAndCell() throws IOException {
        byte[] workbook = workbook((sensors, access, groups) -> {
            row(sensors, 0, "Site", "Time zone", "groups", "meter_id", "role", "from", "colour");
            row(sensors, 1, "home", "Europe/Atlantis", "nowhere", "main", "grid");
            row(sensors, 2, "home", "UTC", "", "", "net", "soon");
            row(access, 1, "anna", "king", "north");
            row(access, 2, "", "viewer", "*");
            row(groups, 1, "north", "Northern town");
            row(groups, 2, "north", "Again");
        });

        assertThat(refused(workbook).problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("sensors!G1: Column 'colour' is not known."))
                .anySatisfy(problem -> assertThat(problem).startsWith("sensors!B2: time_zone 'Europe/Atlantis'"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("sensors!B3: Site 'home' has time_zone 'UTC' here"
                                + " and 'Europe/Atlantis' at sensors!B2"))
                .anySatisfy(problem -> assertThat(problem).startsWith("sensors!C2: Group 'nowhere' is not among"))
                .anySatisfy(problem -> assertThat(problem).startsWith("sensors!E2: 'grid' is no role"))
                .anySatisfy(problem -> assertThat(problem).isEqualTo("sensors!D3: meter_id is missing."))
                .anySatisfy(problem -> assertThat(problem).startsWith("sensors!F3: 'soon' is no date"))
                .anySatisfy(problem -> assertThat(problem).startsWith("ACCESS!B2: Role 'king' is not known"))
                .anySatisfy(problem -> assertThat(problem).isEqualTo("ACCESS!A3: person is missing."))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("Groups!A3: 'north' is there already, at Groups!A2"))
                .hasSize(10);
    }

    @Test
    void missingSheetsAndColumnsAreTold() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Test", null)) {
            row(workbook.newWorksheet("Sensors"), 0, "site", "role");
            workbook.newWorksheet("Access");
        }

        assertThat(refused(bytes.toByteArray()).problems())
                .containsExactlyInAnyOrder(
                        "Sensors!A1: Column 'meter_id' is missing.",
                        "Access: The sheet is empty. Its first row names the columns: person, role, groups.",
                        "Groups: The sheet is missing. There are Sensors, Access.");
    }

    @Test
    void aDamagedWorkbookIsReadOrRefusedButNeverFailsOtherwise() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SiteWorkbook.write(SiteBookJson.read(WHOLE, Map.of()).book(), bytes);
        SplittableRandom random = new SplittableRandom(5);

        for (int round = 0; round < 300; round++) {
            byte[] damaged = bytes.toByteArray();
            for (int i = 0; i <= round % 7; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] read = round % 3 == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
            Throwable refused = catchThrowable(() -> SiteWorkbook.read(read, Map.of()));
            assertThat(refused == null || refused instanceof SiteBookException)
                    .as("%s", refused)
                    .isTrue();
        }
    }

    @Test
    void aFileThatIsNoWorkbookIsToldAsSuch() {
        assertThat(refused("PK\u0003\u0004 and then nonsense".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no workbook that can be read");
    }
}
