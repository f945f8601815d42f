package io.mainstay.console.shell;

import io.mainstay.console.output.Printer;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "put",
        description = {
            "Puts the given key into the store",
            "",
            "Without <value> it is read from standard input: cat file | mainstay put <key>",
            "A <value> that begins with '-' stands behind '--': mainstay put <key> -- <value>"
        },
        customSynopsis = "mainstay put [options] <key> [value]")
final class PutCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    PutFlags flags = new PutFlags();

    PutCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Printer printer = shell.printer();
        PutRequest request = flags.options().request(Shell.bytes(flags.words), this::standardInput);
        printer.put(shell.with(client -> client.kv().put(request)));
        return ExitCodes.OK;
    }

    private Bytes standardInput() {
        try {
            return Bytes.wrap(shell.io().in().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
