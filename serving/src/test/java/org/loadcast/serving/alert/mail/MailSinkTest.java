package org.loadcast.serving.alert.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.AlertState;
import org.loadcast.serving.alert.Letter;
import org.loadcast.serving.alert.MailConfig;
import org.loadcast.serving.alert.UndeliveredException;

class MailSinkTest {

    private static final Instant NOW = Instant.parse("2021-06-16T11:00:00Z");

    @RegisterExtension
    static final GreenMailExtension SERVER = new GreenMailExtension(new ServerSetup(0, "127.0.0.1", "smtp"))
            .withConfiguration(
                    GreenMailConfiguration.aConfig().withUser("loadcast@example.org", "loadcast", "a secret"));

    @TempDir
    private Path directory;

    private SqliteStores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        MeterId id = MeterId.of("m1");
        stores.meters().put(Meter.builder(id).zone(ZoneOffset.UTC).build());
        PowerRows rows = new PowerRows();
        for (Instant at = NOW.minus(Duration.ofDays(3)); at.isBefore(NOW); at = at.plusSeconds(900)) {
            rows.add(id, at.getEpochSecond(), at.atZone(ZoneOffset.UTC).getHour());
        }
        stores.measurements().write(rows);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private MailSink sink(MailConfig.Security security, String password) {
        return new MailSink(
                new MailConfig(
                        "127.0.0.1",
                        SERVER.getSmtp().getPort(),
                        security,
                        Optional.of(new MailConfig.Login("loadcast", password)),
                        "loadcast@example.org",
                        List.of("kim@example.org", "lee@example.org")),
                new Plots(stores));
    }

    private static Letter letter() {
        Alert alert = new Alert(
                "1",
                "flat & stuck",
                "flatline",
                "m1",
                true,
                AlertState.OPEN,
                NOW.minus(Duration.ofHours(8)),
                NOW,
                "The value is stuck at 1 kW.",
                NOW,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
        return new Letter(Letter.Kind.NEWS, List.of(alert), List.of(), NOW, ZoneId.of("Europe/Amsterdam"));
    }

    @Test
    void anEmailHasTextHtmlAndAPlotOfTheLoad() throws Exception {
        sink(MailConfig.Security.NONE, "a secret").send(letter());

        MimeMessage[] messages = SERVER.getReceivedMessages();
        assertThat(messages).hasSize(2);
        assertThat(messages[0].getSubject()).isEqualTo("Loadcast: flat & stuck at m1");
        Parts parts = Parts.of(messages[0]);
        assertThat(parts.text())
                .contains("- m1: flat & stuck (urgent)")
                .contains("The value is stuck at 1 kW.")
                .contains("opened Wed 16 Jun 13:00");
        assertThat(parts.html())
                .contains("<b>m1: flat &amp; stuck (urgent)</b>")
                .contains("src=\"cid:plot-1\"");
        BufferedImage plot = ImageIO.read(new ByteArrayInputStream(parts.png()));
        assertThat(plot.getWidth()).isEqualTo(1120);
        assertThat(colours(plot)).contains(0x2563a8);
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            colours.add(rgb & 0xffffff);
        }
        return colours;
    }

    @Test
    void nothingIsSentInTheClearToAServerWithoutStarttls() {
        assertThatThrownBy(() -> sink(MailConfig.Security.STARTTLS, "a secret").send(letter()))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining("did not take an e-mail");

        assertThat(SERVER.getReceivedMessages()).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldWithoutThePassword() {
        assertThatThrownBy(
                        () -> sink(MailConfig.Security.NONE, "another secret").send(letter()))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageNotContaining("another secret");
    }
}
