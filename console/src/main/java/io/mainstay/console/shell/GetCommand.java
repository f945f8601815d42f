package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.output.Printer;
import io.mainstay.etcd.kv.RangeRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "get",
        description = "Gets the key or a range of keys",
        customSynopsis = "mainstay get [options] <key> [range_end]")
final class GetCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    GetFlags flags = new GetFlags();

    GetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        RangeRequest request = flags.options().request(Shell.bytes(flags.words));
        Printer printer = shell.printer(flags.printValueOnly);
        if (flags.countOnly && !shell.fields()) {
            throw new BadCommandException(Kind.ARGUMENTS, "--count-only is only for `--write-out=fields`");
        }
        if (flags.printValueOnly && !shell.simple()) {
            throw new BadCommandException(Kind.ARGUMENTS, "print-value-only is only for `--write-out=simple`");
        }
        printer.get(shell.with(client -> client.kv().range(request)));
        return ExitCodes.OK;
    }
}
