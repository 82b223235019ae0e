package org.loadcast.serving.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsPageTest {

    @TempDir
    private Path directory;

    @Test
    void theDescriptionMayLoadNothingFromElsewhere() {
        try (RunningServer server = new RunningServer(directory)) {
            HttpResponse<String> page = server.get("/docs");

            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("http");
            assertThat(page.body()).doesNotContain("http://", "https://");
        }
    }

    @Test
    void aBrowserShowsTheDescriptionAndAsksNobodyElse() {
        Browser.missing().ifPresent(reason -> Assumptions.abort(reason));
        List<String> misdeeds = new ArrayList<>();
        try (RunningServer server = new RunningServer(directory);
                Browser browser = Browser.open();
                BrowserContext window = browser.window(1440, 900, "light")) {
            Page page = window.newPage();
            String here = "http://127.0.0.1:" + server.port() + "/";
            page.onRequest(request -> {
                if (!request.url().startsWith(here) && !request.url().startsWith("data:")) {
                    misdeeds.add("request: " + request.url());
                }
            });
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    misdeeds.add("console: " + message.text());
                }
            });
            page.onPageError(error -> misdeeds.add("error: " + error));

            page.navigate(here + "docs");

            assertThat(page.getByText("/api/v1/meters/{id}/forecast").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
            assertThat(misdeeds).isEmpty();
        }
    }
}
