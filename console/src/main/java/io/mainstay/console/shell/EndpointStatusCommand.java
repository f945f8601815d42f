package io.mainstay.console.shell;

import io.mainstay.console.command.EndpointStatus;
import io.mainstay.console.output.ClusterPrinter;
import io.mainstay.etcd.spi.SystemClock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Prints out the status of endpoints specified in `--endpoints` flag",
        customSynopsis = "mainstay endpoint status [options]")
final class EndpointStatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    EndpointFlags flags = new EndpointFlags();

    EndpointStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ClusterPrinter printer = shell.clusterPrinter();
        AtomicInteger exit = new AtomicInteger(ExitCodes.OK);
        try (SystemClock clock = new SystemClock("mainstay-status")) {
            List<EndpointStatus> status = flags.probe(shell, clock).status((endpoint, failure) -> {
                shell.io().say("Failed to get the status of endpoint " + endpoint + " (" + failure.getMessage() + ")");
                exit.set(ExitCodes.ERROR);
            });
            printer.status(status);
        }
        return exit.get();
    }
}
