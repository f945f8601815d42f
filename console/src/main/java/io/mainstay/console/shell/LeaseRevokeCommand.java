package io.mainstay.console.shell;

import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revokes leases", customSynopsis = "mainstay lease revoke <leaseID>")
final class LeaseRevokeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    LeaseRevokeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long id = Numbers.leaseId(OneWord.of(words, "lease revoke command needs 1 argument"));
        Printer printer = shell.printer();
        printer.revoke(id, shell.with(client -> client.leases().revoke(id)));
        return ExitCodes.OK;
    }
}
