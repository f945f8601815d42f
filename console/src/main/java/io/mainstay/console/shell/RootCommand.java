package io.mainstay.console.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program itself; alone it shows what there is. */
@Command(name = "mainstay", description = "etcd for the JVM: a command line like etcdctl's, an etcd, and a tour")
final class RootCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final GlobalFlags flags;

    RootCommand(Shell shell) {
        this.shell = shell;
        this.flags = shell.flags();
    }

    @Override
    public Integer call() {
        shell.io().out().text(Help.overview());
        return ExitCodes.OK;
    }
}
