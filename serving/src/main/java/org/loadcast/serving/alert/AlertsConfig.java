package org.loadcast.serving.alert;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.loadcast.features.setting.Setting;

/**
 * When rules are asked, and who hears of alerts.
 *
 * @param every how often the rules are asked
 * @param clearAfter how long a condition must be gone before its alert is resolved
 * @param zone of quiet hours, digest and letters
 * @param quiet when only urgent news are told
 * @param digestAt time of the daily digest; empty for none
 * @param mail where e-mail goes; empty for none
 * @param webhook where JSON is posted; empty for nowhere
 */
public record AlertsConfig(
        Duration every,
        Duration clearAfter,
        ZoneId zone,
        Optional<Quiet> quiet,
        Optional<LocalTime> digestAt,
        Optional<MailConfig> mail,
        Optional<WebhookConfig> webhook,
        List<AlertRule> rules) {

    /** Every five minutes, with the rules that need no limits; told on the stream, the page and by REST only. */
    public static final AlertsConfig USUAL = new AlertsConfig(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            ZoneOffset.UTC,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            AlertRules.USUAL);

    /** What can be set under {@code alerts}, but its rules. */
    public static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(
                            Setting.usually(
                                    "every", "duration, `PT1S` to `P1D`", USUAL.every(), "how often the rules look"),
                            Setting.usually(
                                    "clear_after",
                                    "duration, `PT0S` to `P7D`",
                                    USUAL.clearAfter(),
                                    "how long something must be well before its alert is resolved"),
                            Setting.usually("zone", "time zone", USUAL.zone(), "of the times below, and of letters"),
                            Setting.without("quiet_hours", "`HH:MM-HH:MM`", "none", "when only urgent alerts travel"),
                            Setting.without(
                                    "digest_at", "`HH:MM`", "none", "when one letter tells all that is not urgent"),
                            Setting.without("webhook.url", "address", "no webhook", "gets each alert as JSON"),
                            Setting.without("webhook.token", "text", "none", "sent to it as a bearer token")),
                    MailConfig.SETTINGS.stream().map(setting -> setting.in("email")))
            .toList();

    /**
     * Where JSON is posted.
     *
     * @param token sent as a bearer token; empty for none
     */
    public record WebhookConfig(URI url, Optional<String> token) {

        @Override
        public String toString() {
            return "WebhookConfig[" + url.getHost() + "]";
        }
    }

    public AlertsConfig {
        rules = List.copyOf(rules);
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("alerts.every: " + every + " is not between PT1S and P1D. Use PT5M.");
        }
        if (clearAfter.isNegative() || clearAfter.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException(
                    "alerts.clear_after: " + clearAfter + " is not between PT0S and P7D. Use for example PT30M.");
        }
    }

    /** The same rules, asked at another interval. */
    public AlertsConfig askedEvery(Duration interval) {
        return new AlertsConfig(interval, clearAfter, zone, quiet, digestAt, mail, webhook, rules);
    }

    public AlertsConfig withRules(List<AlertRule> other) {
        return new AlertsConfig(every, clearAfter, zone, quiet, digestAt, mail, webhook, other);
    }

    /**
     * Reads the settings below {@code alerts} other than its rules.
     *
     * @param settings dotted names as in the file ({@code email.host}), or with underscores as in variables
     * @throws IllegalArgumentException with every problem at once
     */
    public static AlertsConfig parse(Map<String, String> settings) {
        Reader reader = new Reader();
        settings.forEach((name, value) -> reader.left.put(name.replace('.', '_'), value));
        Duration every = reader.read("every", Duration::parse).orElse(USUAL.every());
        Duration clearAfter = reader.read("clear_after", Duration::parse).orElse(USUAL.clearAfter());
        ZoneId zone = reader.read("zone", ZoneId::of).orElse(USUAL.zone());
        Optional<Quiet> quiet = reader.read("quiet_hours", Quiet::parse);
        Optional<LocalTime> digestAt = reader.read("digest_at", LocalTime::parse);
        Optional<String> token = reader.read("webhook_token", text -> text);
        Optional<WebhookConfig> webhook = reader.read("webhook_url", text -> new WebhookConfig(address(text), token));
        Map<String, String> mailSettings = reader.takeAll("email_");
        Optional<MailConfig> mail =
                mailSettings.isEmpty() ? Optional.empty() : reader.made(() -> MailConfig.parse(mailSettings));
        reader.left
                .keySet()
                .forEach(
                        name -> reader.problems.add(
                                "alerts." + name
                                        + " is not known; use every, clear_after, zone, quiet_hours, digest_at, email, webhook, rules"));
        Optional<AlertsConfig> config = reader.made(
                () -> new AlertsConfig(every, clearAfter, zone, quiet, digestAt, mail, webhook, AlertRules.USUAL));
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.problems));
        }
        return config.orElse(USUAL);
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (!List.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("it is no address. Use for example https://example.org/hook.");
        }
        return address;
    }

    /** Takes settings one by one and remembers what was wrong. */
    private static final class Reader {

        private final Map<String, String> left = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();

        <T> Optional<T> read(String name, Function<String, T> parser) {
            Optional<String> text = Optional.ofNullable(left.remove(name));
            try {
                return text.map(parser);
            } catch (DateTimeException | IllegalArgumentException wrong) {
                problems.add("alerts." + name + ": " + wrong.getMessage());
                return Optional.empty();
            }
        }

        Map<String, String> takeAll(String prefix) {
            Map<String, String> taken = new TreeMap<>();
            left.forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    taken.put(name.substring(prefix.length()), value);
                }
            });
            left.keySet().removeIf(name -> name.startsWith(prefix));
            return taken;
        }

        <T> Optional<T> made(Supplier<T> maker) {
            try {
                return Optional.of(maker.get());
            } catch (IllegalArgumentException wrong) {
                problems.add(String.valueOf(wrong.getMessage()));
                return Optional.empty();
            }
        }
    }
}
