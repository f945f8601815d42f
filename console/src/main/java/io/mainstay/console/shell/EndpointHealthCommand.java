package io.mainstay.console.shell;

import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.output.ClusterPrinter;
import io.mainstay.etcd.spi.SystemClock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "health",
        description = "Checks the healthiness of endpoints specified in `--endpoints` flag",
        customSynopsis = "mainstay endpoint health [options]")
final class EndpointHealthCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    EndpointFlags flags = new EndpointFlags();

    EndpointHealthCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ClusterPrinter printer = shell.clusterPrinter();
        try (SystemClock clock = new SystemClock("mainstay-health")) {
            List<EndpointHealth> health = flags.probe(shell, clock).health();
            printer.health(health);
            if (health.stream().allMatch(EndpointHealth::healthy)) {
                return ExitCodes.OK;
            }
            shell.io().say("Error: unhealthy cluster");
            return ExitCodes.ERROR;
        }
    }
}
