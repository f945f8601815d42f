package io.mainstay.console.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on leases; alone it shows its help. */
@Command(name = "lease", description = "Lease related commands", customSynopsis = "mainstay lease <command>")
final class LeaseCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private final Shell shell;

    LeaseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.io().out().text(spec.commandLine().getUsageMessage());
        return ExitCodes.OK;
    }
}
