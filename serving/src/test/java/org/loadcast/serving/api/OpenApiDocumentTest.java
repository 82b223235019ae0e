package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

    private static final String DOCUMENT = """
            openapi: 3.1.0
            paths:
              /a:
                get:
                  summary: A
              /b/{id}:
                get:
                  summary: B
            components:
              schemas:
                /a:
            """;

    @Test
    void aPathThatIsNotRoutedIsNotDescribed() {
        assertThat(OpenApiDocument.of(DOCUMENT, Set.of("/b/{id}"))).isEqualTo("""
                openapi: 3.1.0
                paths:
                  /b/{id}:
                    get:
                      summary: B
                components:
                  schemas:
                    /a:
                """);
    }

    @Test
    void whatIsRoutedCompletelyIsDescribedCompletely() {
        assertThat(OpenApiDocument.of(DOCUMENT, Set.of("/a", "/b/{id}"))).isEqualTo(DOCUMENT);
    }
}
