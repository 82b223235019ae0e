package org.loadcast.serving.app.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.doctor.Doctor;
import org.loadcast.serving.app.doctor.Finding;
import picocli.CommandLine.Command;

/** {@code loadcast doctor}: is all well, and if not, what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks Java, disk, clock, store, readings, weather and models, and says what to do.",
            "Exit status 1 when something does not work; a warning is no failure."
        },
        footer = {"", "Example:", "  loadcast doctor --data /var/lib/loadcast"})
public final class DoctorCommand implements Callable<Integer> {

    private final Shell shell;

    public DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Doctor(shell.wiring()).examine();
        for (Finding finding : findings) {
            shell.console()
                    .line(String.format(
                            Locale.ROOT, "%s  %-9s %s", finding.grade().label(), finding.check(), finding.text()));
        }
        long failed =
                findings.stream().filter(f -> f.grade() == Finding.Grade.FAIL).count();
        if (failed > 0) {
            throw new CommandFailure(failed + " of " + findings.size() + " checks failed; see the lines marked FAIL.");
        }
        return 0;
    }
}
