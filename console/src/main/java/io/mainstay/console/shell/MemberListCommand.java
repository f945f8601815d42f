package io.mainstay.console.shell;

import io.mainstay.console.command.ClusterAnswers;
import io.mainstay.console.command.GetOptions;
import io.mainstay.console.output.ClusterPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "Lists all members in the cluster",
        customSynopsis = "mainstay member list [options]")
final class MemberListCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> ignored = new ArrayList<>();

    @Option(
            names = "--consistency",
            paramLabel = "l|s",
            description = "linearizable or serializable; in this version always linearizable")
    String consistency = "l";

    MemberListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ClusterPrinter printer = shell.clusterPrinter();
        GetOptions.serializable(consistency);
        printer.members(shell.with(ClusterAnswers::members));
        return ExitCodes.OK;
    }
}
