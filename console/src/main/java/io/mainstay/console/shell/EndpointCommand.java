package io.mainstay.console.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on endpoints; alone it shows its help. */
@Command(name = "endpoint", description = "Endpoint related commands", customSynopsis = "mainstay endpoint <command>")
final class EndpointCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private final Shell shell;

    EndpointCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.io().out().text(spec.commandLine().getUsageMessage());
        return ExitCodes.OK;
    }
}
