package org.loadcast.serving.alert.mail;

import java.util.List;
import java.util.Locale;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.AlertSink;
import org.loadcast.serving.alert.Letter;
import org.loadcast.serving.alert.MailConfig;
import org.loadcast.serving.alert.UndeliveredException;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import org.simplejavamail.mailer.internal.MailerRegularBuilderImpl;

/** Sends letters by SMTP. Thread-safe. */
public final class MailSink implements AlertSink {

    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int MOST_PLOTS = 6;

    private final MailConfig config;
    private final Plots plots;
    private final Mailer mailer;

    public MailSink(MailConfig config, Plots plots) {
        this.config = config;
        this.plots = plots;
        this.mailer = mailer(config);
    }

    private static Mailer mailer(MailConfig config) {
        MailerRegularBuilderImpl builder = config.login()
                .map(login ->
                        MailerBuilder.withSMTPServer(config.host(), config.port(), login.user(), login.password()))
                .orElseGet(() -> MailerBuilder.withSMTPServer(config.host(), config.port()));
        // Without a secure way nothing is sent: the library's usual strategy would fall back to a plain one.
        return builder.withTransportStrategy(
                        switch (config.security()) {
                            case STARTTLS -> TransportStrategy.SMTP_TLS;
                            case TLS -> TransportStrategy.SMTPS;
                            case NONE -> TransportStrategy.SMTP;
                        })
                .withSessionTimeout(TIMEOUT_MILLIS)
                .buildMailer();
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public void send(Letter letter) throws UndeliveredException {
        LetterText text = new LetterText(letter);
        List<Alert> plotted = letter.opened().stream().limit(MOST_PLOTS).toList();
        EmailPopulatingBuilder email = EmailBuilder.startingBlank()
                .from(config.from())
                .withSubject(letter.subject())
                .withPlainText(text.plain())
                .withHeader("Auto-Submitted", "auto-generated");
        config.to().forEach(email::to);
        boolean[] drawn = new boolean[plotted.size()];
        for (int i = 0; i < plotted.size(); i++) {
            int index = i;
            plots.of(plotted.get(i), letter.zone()).ifPresent(png -> {
                email.withEmbeddedImage(LetterText.plotName(index), png, "image/png");
                drawn[index] = true;
            });
        }
        email.withHTMLText(text.html(drawn));
        try {
            mailer.sendMail(email.buildEmail(), false).join();
        } catch (MailException | java.util.concurrent.CompletionException failed) {
            throw undelivered(config, "did not take an e-mail", failed);
        }
    }

    /**
     * Connects and logs in, and sends nothing.
     *
     * @throws UndeliveredException when that fails
     */
    public static void tryConnection(MailConfig config) throws UndeliveredException {
        try {
            mailer(config).testConnection();
        } catch (MailException refused) {
            throw undelivered(config, "does not let us in", refused);
        }
    }

    private static UndeliveredException undelivered(MailConfig config, String what, Throwable failed) {
        return new UndeliveredException(
                String.format(
                        Locale.ROOT,
                        "The mail server %s:%d %s (%s). Check alerts.email.",
                        config.host(),
                        config.port(),
                        what,
                        reason(failed)),
                failed);
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
