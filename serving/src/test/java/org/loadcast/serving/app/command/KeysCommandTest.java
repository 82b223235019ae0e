package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.app.CommandRun;

class KeysCommandTest {

    @TempDir
    private Path data;

    @Test
    void aKeyIsShownOnceListedAndRevoked() {
        // given
        CommandRun none = CommandRun.in(data, "keys", "list");

        // when
        CommandRun made = CommandRun.in(data, "keys", "create", "--name", "grafana", "--groups", "north,south");
        String secret = made.out().strip();
        String id = secret.substring("lc_".length(), "lc_".length() + 8);
        CommandRun listed = CommandRun.in(data, "keys", "list");
        CommandRun revoked = CommandRun.in(data, "keys", "revoke", id);
        CommandRun again = CommandRun.in(data, "keys", "revoke", id);

        // then
        assertThat(none.out()).contains("No keys");
        assertThat(secret).matches("lc_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
        assertThat(listed.out())
                .contains(id, "grafana", "viewer", "north,south")
                .doesNotContain(secret);
        assertThat(revoked.status()).isZero();
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("no key '" + id + "' that works", "keys list");
    }

    @Test
    void wrongArgumentsAreToldInPlainWords() {
        assertThat(CommandRun.in(data, "keys").status()).isEqualTo(2);
        assertThat(CommandRun.in(data, "keys", "create").err()).contains("--name");
        assertThat(CommandRun.in(data, "keys", "create", "--name", "x", "--role", "boss")
                        .err())
                .contains("Use viewer, operator or admin.");
        assertThat(CommandRun.in(data, "keys", "create", "--name", "x", "--role", "admin", "--groups", "north")
                        .err())
                .contains("role admin reaches all meters");
    }
}
