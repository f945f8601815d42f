package io.mainstay.console.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on members; alone it shows its help. */
@Command(name = "member", description = "Membership related commands", customSynopsis = "mainstay member <command>")
final class MemberCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private final Shell shell;

    MemberCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.io().out().text(spec.commandLine().getUsageMessage());
        return ExitCodes.OK;
    }
}
