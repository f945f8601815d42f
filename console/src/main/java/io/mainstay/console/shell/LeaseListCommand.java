package io.mainstay.console.shell;

import io.mainstay.console.command.ClusterAnswers;
import io.mainstay.console.output.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "List all active leases",
        customSynopsis = "mainstay lease list",
        exitCodeOnExecutionException = ExitCodes.BAD_CONNECTION)
final class LeaseListCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> ignored = new ArrayList<>();

    LeaseListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Printer printer = shell.printer();
        printer.leases(shell.with(ClusterAnswers::leases));
        return ExitCodes.OK;
    }
}
