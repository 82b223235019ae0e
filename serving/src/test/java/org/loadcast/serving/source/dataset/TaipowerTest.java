package org.loadcast.serving.source.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;

class TaipowerTest {

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void generationByUnitIsSummedByKindAndNegative() throws IOException {
        read("001.json", """
                \uFEFF{"DateTime": "2024-08-31T15:30:00", "aaData": [
                {"機組類型": "太陽能(Solar)", "機組名稱": "台電自有", "裝置容量(MW)": "300", "淨發電量(MW)": "200.5", "備註": " "},
                {"機組類型": "太陽能(Solar)", "機組名稱": "購電(註10)", "裝置容量(MW)": "9,000", "淨發電量(MW)": "1,300(14%)", "備註": " "},
                {"機組類型": "燃油(Oil)", "機組名稱": "協和#3", "裝置容量(MW)": "500", "淨發電量(MW)": "-", "備註": "檢修"},
                {"機組類型": "儲能負載(Energy Storage System Load)</b>", "機組名稱": "電池", "淨發電量(MW)": "-40"},
                {"機組類型": "風力(Wind)", "機組名稱": "彰工", "淨發電量(MW)": "?"},
                {"機組類型": "太陽能(Solar)", "機組名稱": "小計(Subtotal)", "淨發電量(MW)": "1500.5(5%)"}
                ]}
                """, Map.of());

        // 15:30 in Taipei is 07:30 UTC.
        Instant time = Instant.parse("2024-08-31T07:30:00Z");
        assertThat(sink.power("taipower-solar")).containsExactly(entry(time, -1_500_500.0));
        assertThat(sink.power("taipower-storage-load")).containsExactly(entry(time, 40_000.0));
        assertThat(sink.power().keySet()).containsExactly("taipower-solar", "taipower-storage-load");
        assertThat(sink.rejected())
                .hasSize(1)
                .first()
                .asString()
                .contains("001.json, line 6", "'?' of 彰工 is no number");
    }

    @Test
    void loadByRegionTakesItsDayFromTheNameOfTheFile() throws IOException {
        read("loadareas_2024-07-03.csv", """
                00,47.0,1114.9,973.2,1132.1
                00:10,47.5,1110,x,1130
                00:20,,,,
                00:30,48,1100,970,1120
                """, Map.of());

        assertThat(sink.power("taipower-east"))
                .containsExactly(
                        entry(Instant.parse("2024-07-02T16:00:00Z"), 470_000.0),
                        entry(Instant.parse("2024-07-02T16:10:00Z"), 475_000.0),
                        entry(Instant.parse("2024-07-02T16:30:00Z"), 480_000.0));
        assertThat(sink.power("taipower-central")).hasSize(2);
        assertThat(sink.power("taipower-north").get(Instant.parse("2024-07-02T16:00:00Z")))
                .isCloseTo(11_321_000.0, within(1e-6)); // a product of doubles
        assertThat(sink.rejected()).hasSize(1);
    }

    @Test
    void aFileWithoutADayAsksForOne() throws IOException {
        assertThatThrownBy(() -> read("loadareas.csv", "00:00,1,2,3,4\n", Map.of()))
                .hasMessageContaining("does not tell its day. Add --set date=2024-07-03");

        read("loadareas.csv", "00:00,1,2,3,4\n", Map.of("date", "2024-07-03"));

        assertThat(sink.power("taipower-south"))
                .containsExactly(entry(Instant.parse("2024-07-02T16:00:00Z"), 20_000.0));
    }

    @Test
    void theEnergyOfADayBecomesItsMeanPower() throws IOException {
        read("past.csv", """
                日期,淨尖峰供電能力(MW),尖峰負載(MW),備轉容量(MW),備轉容量率(%),工業用電(百萬度),民生用電(百萬度)
                20210101,28000,25000,3000,12.0,240.0,120.0
                20210132,28000,25000,3000,12.0,240.0,120.0
                """, Map.of());

        // 240 GWh in 24 hours are 10 GW.
        assertThat(sink.power("taipower-industry")).containsExactly(entry(Instant.parse("2020-12-31T16:00:00Z"), 1e7));
        assertThat(sink.power("taipower-homes")).containsExactly(entry(Instant.parse("2020-12-31T16:00:00Z"), 5e6));
        assertThat(sink.rejected()).hasSize(1).first().asString().contains("line 3", "20210132");
    }

    @Test
    void aPageInPlaceOfDataIsRefused() {
        assertThatThrownBy(() -> read("001.json", "<html><body>403</body></html>", Map.of()))
                .hasMessageContaining("none of Taiwan Power's that can be read");
        assertThatThrownBy(() -> read("001.json", "{\"DateTime\":\"2024-08-31T15:30:00\",\"aaData\":[", Map.of()))
                .hasMessageContaining("is not JSON to its end");
    }

    private void read(String name, String content, Map<String, String> settings) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        new Taipower()
                .read(
                        SourceLocation.of(file.toString()),
                        new SourceSettings(Optional.empty(), Optional.empty(), settings),
                        sink);
    }
}
