package io.mainstay.console.shell;

import io.mainstay.console.command.EndpointProbe;
import io.mainstay.console.output.Durations;
import io.mainstay.etcd.spi.SystemClock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "defrag",
        description = "Defragments the storage of the etcd members with given endpoints, one after the other;"
                + " --command-timeout is for each of them",
        customSynopsis = "mainstay defrag [options]")
final class DefragCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    EndpointFlags flags = new EndpointFlags();

    DefragCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        AtomicInteger exit = new AtomicInteger(ExitCodes.OK);
        try (SystemClock clock = new SystemClock("mainstay-defrag")) {
            EndpointProbe probe = flags.probe(shell, clock);
            probe.defragment(
                    (endpoint, took) -> shell.io()
                            .out()
                            .line("Finished defragmenting etcd member[" + endpoint + "]. took "
                                    + Durations.format(took)),
                    (endpoint, failure) -> {
                        shell.io()
                                .say("Failed to defragment etcd member[" + endpoint + "]. (" + failure.getMessage()
                                        + ")");
                        exit.set(ExitCodes.ERROR);
                    });
        }
        return exit.get();
    }
}
