package io.mainstay.console.shell;

import io.mainstay.console.command.EndpointProbe;
import io.mainstay.etcd.spi.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which endpoints to ask: those named, or all of the cluster's. */
@Command
final class EndpointFlags {
    @Option(names = "--cluster", description = "use all endpoints from the cluster member list")
    boolean cluster;

    @Parameters(hidden = true)
    List<String> ignored = new ArrayList<>();

    EndpointProbe probe(Shell shell, Clock clock) {
        EndpointProbe named = new EndpointProbe(shell.connection(), clock);
        return cluster ? named.ofCluster() : named;
    }
}
