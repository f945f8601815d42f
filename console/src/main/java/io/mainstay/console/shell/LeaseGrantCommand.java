package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Printer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "grant", description = "Creates leases", customSynopsis = "mainstay lease grant <ttl in seconds>")
final class LeaseGrantCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    LeaseGrantCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String word = OneWord.of(words, "lease grant command needs TTL argument");
        Duration ttl = Duration.ofSeconds(Numbers.decimal(word, "TTL", Kind.ARGUMENTS));
        Printer printer = shell.printer();
        printer.grant(shell.with(client -> client.leases().grant(ttl)));
        return ExitCodes.OK;
    }
}
