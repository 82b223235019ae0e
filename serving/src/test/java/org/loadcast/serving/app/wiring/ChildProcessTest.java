package org.loadcast.serving.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.loadcast.serving.app.Loadcast;

class ChildProcessTest {

    @Test
    void aSecondProcessRunsTheSameCommandLine() {
        assertThat(ChildProcess.MAIN).isEqualTo(Loadcast.class.getName());
    }
}
