package org.loadcast.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.metrics.Scores;
import org.xml.sax.InputSource;

class BacktestReportTest {

    private static final Pattern PICTURE = Pattern.compile("<svg class=\"chart.*?</svg>", Pattern.DOTALL);

    @TempDir
    private Path directory;

    private String page(BacktestResult result) throws IOException {
        BacktestReport.of(result).write(directory);
        return Files.readString(directory.resolve("report.html"));
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws IOException {
        String page = page(MadeUpBacktest.of(3, 9));

        assertThat(page).doesNotContain("<script", "<link", "<img", "src=", "http:", "https:", "@import", "url(");
    }

    @Test
    void everyPictureIsWellFormedFiniteAndDescribed() throws Exception {
        String page = page(MadeUpBacktest.of(3, 9));

        List<String> pictures =
                PICTURE.matcher(page).results().map(MatchResult::group).toList();

        // Leaderboard, lead, hour, reliability, coverage, and three days of each of the three meters.
        assertThat(pictures).hasSize(5 + 3 * 3);
        for (String picture : pictures) {
            var svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(picture)))
                    .getDocumentElement();
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(picture).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void namesAndFactsCannotBreakOutOfTheirPlace() throws IOException {
        assertThat(page(MadeUpBacktest.of(1, 3)))
                .contains("made &lt;up&gt; &amp; small")
                .doesNotContain("made <up>");
    }

    @Test
    void aMonthOfFortySevenMetersIsAPageOfLessThanThreeMegabytes() throws IOException {
        assertThat(page(MadeUpBacktest.of(47, 30)).length()).isLessThan(3_000_000);
    }

    @Test
    void theLeaderboardIsSortedAndItsMixtureOfPromotedFamiliesHasALine() throws IOException {
        var report = BacktestReport.of(MadeUpBacktest.of(4, 9));

        report.write(directory);
        List<String> lines = Files.readAllLines(directory.resolve("leaderboard.csv"));

        assertThat(lines.get(0)).startsWith("family,promoted_meters,rows,wape,mae_kw");
        assertThat(lines).hasSize(1 + 5);
        assertThat(report.leaderboard()).extracting(Standing::family).contains(Standing.AS_PROMOTED);
        assertThat(report.leaderboard())
                .extracting(standing -> standing.scores().wape().orElseThrow())
                .isSorted();
        assertThat(report.leaderboard().get(4).family()).isEqualTo("persistence");
    }

    @Test
    void metricsJsonHoldsTheScoresOfThePromotedForecasts() throws IOException {
        BacktestResult result = MadeUpBacktest.of(4, 9);
        Scores expected = Scores.of(result.promotedRows(), result.reference());

        page(result);
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("metrics.json").toFile());

        assertThat(json.at("/promoted/wape").asDouble())
                .isCloseTo(expected.wape().orElseThrow(), within(1e-12));
        assertThat(json.at("/promoted/rows").asInt()).isEqualTo(expected.rows());
        assertThat(json.at("/families")).hasSize(5);
        assertThat(json.at("/meters")).hasSize(4);
        assertThat(json.at("/by_lead")).hasSize(96);
        assertThat(json.at("/by_local_hour")).hasSize(24);
        assertThat(json.at("/reliability")).hasSize(9);
        // The made-up quantiles are those of the noise, so the band holds about what it promises.
        assertThat(json.at("/band_p10_p90/coverage").asDouble()).isCloseTo(0.8, within(0.05));
    }
}
