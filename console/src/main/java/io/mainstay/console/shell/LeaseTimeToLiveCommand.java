package io.mainstay.console.shell;

import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "timetolive",
        description = "Get lease information",
        customSynopsis = "mainstay lease timetolive <leaseID> [options]",
        exitCodeOnExecutionException = ExitCodes.BAD_CONNECTION)
final class LeaseTimeToLiveCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--keys", description = "get keys attached to this lease")
    boolean keys;

    LeaseTimeToLiveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long id = Numbers.leaseId(OneWord.of(words, "lease timetolive command needs lease ID as argument"));
        Printer printer = shell.printer();
        printer.timeToLive(
                shell.with(client -> keys
                        ? client.leases().timeToLiveWithKeys(id)
                        : client.leases().timeToLive(id)),
                keys);
        return ExitCodes.OK;
    }
}
