package io.mainstay.console.shell;

import io.mainstay.console.command.ClusterAnswers;
import io.mainstay.console.command.LeaseRenewals;
import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Ids;
import io.mainstay.console.output.Printer;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.spi.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "keep-alive",
        description = "Keeps leases alive (renew)",
        customSynopsis = "mainstay lease keep-alive [options] <leaseID>",
        exitCodeOnExecutionException = ExitCodes.BAD_CONNECTION)
final class LeaseKeepAliveCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--once", description = "renew once and exit")
    boolean once;

    LeaseKeepAliveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long id = Numbers.leaseId(OneWord.of(words, "lease keep-alive command needs lease ID as argument"));
        Printer printer = shell.printer();
        return shell.with(client -> {
            // Renewals run on a stream; a call tells at once when there is nobody to call.
            ClusterAnswers.header(client);
            if (once) {
                printer.keepAlive(client.leases().keepAliveOnce(id));
            } else {
                keep(client, id, printer);
            }
            return ExitCodes.OK;
        });
    }

    private void keep(EtcdClient client, long id, Printer printer) {
        try (SystemClock clock = new SystemClock("mainstay-renewals")) {
            new LeaseRenewals(client.leases(), clock).keep(id, result -> {
                printer.keepAlive(result);
                shell.io().out().flush();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (shell.simple()) {
            shell.io().out().line("lease " + Ids.lease(id) + " expired or revoked.");
        }
    }
}
