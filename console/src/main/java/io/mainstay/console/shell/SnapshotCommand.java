package io.mainstay.console.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on snapshots; alone it shows its help. */
@Command(name = "snapshot", description = "Manages etcd node snapshots", customSynopsis = "mainstay snapshot <command>")
final class SnapshotCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private final Shell shell;

    SnapshotCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.io().out().text(spec.commandLine().getUsageMessage());
        return ExitCodes.OK;
    }
}
