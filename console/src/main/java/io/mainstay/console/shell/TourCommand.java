package io.mainstay.console.shell;

import io.mainstay.console.tour.Tour;
import io.mainstay.console.tour.TourFailedException;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "tour",
        description = {
            "Shows what the Java client can do, and checks every claim it makes",
            "",
            "It plays on an etcd of its own, inside this process, unless --endpoints names",
            "another; there it leaves nothing behind and never compacts.",
        },
        customSynopsis = "mainstay tour [--endpoints=ADDRESS,...]")
final class TourCommand implements Callable<Integer> {
    private final Shell shell;

    TourCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        shell.flags().checkServed();
        Tour tour = new Tour(shell.io(), new GrpcTransportProvider(), shell.flags().commandTimeout);
        try {
            if (!shell.flags().endpoints.isEmpty()) {
                tour.take(shell.flags().endpoints(), false);
            } else {
                try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
                    tour.take(List.of(etcd.endpoint()), true);
                }
            }
            return ExitCodes.OK;
        } catch (TourFailedException e) {
            shell.io().say("Error: the tour claimed this, and it did not happen: " + e.getMessage());
            return ExitCodes.ERROR;
        }
    }
}
