package io.mainstay.console.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on alarms; alone it shows its help. */
@Command(name = "alarm", description = "Alarm related commands", customSynopsis = "mainstay alarm <command>")
final class AlarmCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private final Shell shell;

    AlarmCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.io().out().text(spec.commandLine().getUsageMessage());
        return ExitCodes.OK;
    }
}
