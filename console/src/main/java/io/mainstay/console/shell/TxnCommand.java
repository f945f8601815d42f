package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.command.ByteLines;
import io.mainstay.console.command.TxnScript;
import io.mainstay.console.output.Printer;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "txn",
        description = {
            "Processes all the requests on standard input in one transaction",
            "",
            "Three blocks, each ended by an empty line: comparisons, what runs when all",
            "hold, what runs otherwise. For example:",
            "",
            "  mod(\"key1\") > \"0\"",
            "",
            "  put key1 \"overwrote-key1\"",
            "",
            "  put key1 \"created-key1\"",
            "  get key2 --prefix",
            "",
            "Comparisons are of mod, create, version, value and lease, by =, !=, < and >."
        },
        customSynopsis = "mainstay txn [options]")
final class TxnCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-i", "--interactive"},
            description = "say what comes next")
    boolean interactive;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    TxnCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!words.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "txn command does not accept argument");
        }
        Printer printer = shell.printer();
        TxnRequest request = new TxnScript(new ByteLines(shell.io().in()), OpWords::parse).read(this::prompt);
        printer.txn(shell.with(client -> client.kv().txn(request)));
        return ExitCodes.OK;
    }

    private void prompt(String what) {
        if (interactive) {
            shell.io().out().line(what);
            shell.io().out().flush();
        }
    }
}
