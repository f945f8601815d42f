package io.mainstay.console.shell;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.output.ClusterPrinter;
import io.mainstay.etcd.spi.SystemClock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "hashkv",
        description = "Prints the KV history hash for each endpoint in --endpoints",
        customSynopsis = "mainstay endpoint hashkv [options]")
final class EndpointHashKvCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    EndpointFlags flags = new EndpointFlags();

    @Option(names = "--rev", paramLabel = "REVISION", description = "hash up to this revision instead of the newest")
    long revision;

    EndpointHashKvCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ClusterPrinter printer = shell.clusterPrinter();
        AtomicInteger exit = new AtomicInteger(ExitCodes.OK);
        try (SystemClock clock = new SystemClock("mainstay-hashkv")) {
            List<EndpointHash> hashes = flags.probe(shell, clock).hashKv(revision, (endpoint, failure) -> {
                shell.io().say("Failed to get the hash of endpoint " + endpoint + " (" + failure.getMessage() + ")");
                exit.set(ExitCodes.ERROR);
            });
            printer.hashKv(hashes);
        }
        return exit.get();
    }
}
