package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class SitesCommandTest {

    private static final String HOME = """
            groups: [{ id: north, caption: Northern town }]
            people: [{ name: anna, groups: [north] }]
            sites:
              - id: home
                groups: [north]
                sensors:
                  - { meter_id: net, role: net }
                  - { meter_id: pv, role: production }
            """;

    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.in(data(), arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void aSiteIsSetItsTotalsDerivedAndLaterImportsDerivedToo() throws IOException {
        // given
        String load = """
                timestamp,meter_id,load_kw
                2024-06-01T00:00:00Z,net,-1
                2024-06-01T00:15:00Z,net,2
                2024-06-01T00:00:00Z,pv,-3
                2024-06-01T00:15:00Z,pv,-1
                """;
        run("import", "--load", file("load.csv", load));

        // when
        CommandRun set = run("sites", "set", file("sites.yaml", HOME));

        // then
        assertThat(set.err()).doesNotContain("loadcast:");
        assertThat(set.out())
                .contains("new site home", "new group north", "new access of anna", "home: 2 values derived");
        assertThat(run("sites", "list").out()).contains("home.consumption", "derived", "measured");
        assertThat(run("export", "load", "--meters", "home.consumption").out())
                .contains("2024-06-01T00:00:00Z,home.consumption,2", "2024-06-01T00:15:00Z,home.consumption,3");

        // when more comes by a file
        String more = "timestamp,meter_id,load_kw\n2024-06-01T00:30:00Z,net,2\n2024-06-01T00:30:00Z,pv,0\n";
        run("import", "--load", file("more.csv", more));

        // then
        assertThat(run("export", "load", "--meters", "home.consumption").out())
                .contains("2024-06-01T00:30:00Z,home.consumption,2");
    }

    @Test
    void theWorkbookThatIsExportedIsReadAgainAndChangesNothing() throws IOException {
        run("sites", "set", file("sites.yaml", HOME));
        String workbook = directory.resolve("sites.xlsx").toString();

        CommandRun export = run("sites", "export", "--out", workbook);
        CommandRun again = run("sites", "set", workbook);

        assertThat(export.status()).isZero();
        assertThat(again.out()).isEqualTo("Nothing changes." + System.lineSeparator());
        assertThat(run("sites", "export").out()).contains("id: home", "caption: Northern town");
    }

    @Test
    void aFileWithErrorsIsRefusedWithAllOfThem() throws IOException {
        CommandRun refused = run("sites", "set", file("sites.yaml", HOME.replace("production", "solar") + "more: 1\n"));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("sites[0].sensors[1].role: 'solar' is no role", "Field 'more' is not known")
                .contains("has 2 errors, see above. Nothing was changed");
        run("sites", "set", file("none.yaml", "sites: []"));
        assertThat(run("sites", "derive").status()).isZero();
        assertThat(run("sites", "list").out()).contains("No sites.");
    }

    @Test
    void aKeyOfAPersonNeedsAPersonWithAccess() throws IOException {
        assertThat(run("keys", "create", "--person", "anna").err()).contains("There is no person 'anna'");

        run("sites", "set", file("sites.yaml", HOME));

        assertThat(run("keys", "create", "--person", "anna").err()).contains("of anna, viewer");
        assertThat(run("keys", "list").out()).contains("of the person");
        assertThat(run("keys", "create", "--person", "anna", "--role", "admin").status())
                .isEqualTo(2);
    }

    /** The published home has load, panels and net measured by meters of their own, so one follows from the others. */
    @Test
    void theConsumptionOfARealHomeFollowsFromItsNetAndItsPanels() throws IOException {
        Path home = Path.of("../../shared/datasets/ausgrid_home12").toAbsolutePath();
        assumeTrue(Files.isDirectory(home), "There is no dataset in " + home + ".");
        run(
                "import",
                "--load",
                home.resolve("load.csv.gz").toString(),
                "--meters",
                home.resolve("meters.csv").toString());

        CommandRun set = run("sites", "set", file("sites.yaml", HOME));

        assertThat(set.out()).contains("home: ");
        Interval year = new Interval(Instant.parse("2011-07-01T00:00:00Z"), Instant.parse("2012-07-01T00:00:00Z"));
        try (SqliteStores stores = SqliteStores.open(data())) {
            LoadSeries derived =
                    stores.measurements().load(MeterId.of("home.consumption"), year, Duration.ofMinutes(30));
            LoadSeries measured = stores.measurements().load(MeterId.of("load"), year, Duration.ofMinutes(30));
            assertThat(derived.present()).isEqualTo(measured.present()).isGreaterThan(17_000);
            double furthest = 0;
            for (int i = 0; i < derived.length(); i++) {
                if (!derived.isMissing(i)) {
                    furthest = Math.max(furthest, Math.abs(derived.kilowatts(i) - measured.kilowatts(i)));
                }
            }
            // The file gives watts.
            assertThat(furthest).isLessThan(0.0021);
        }
    }
}
