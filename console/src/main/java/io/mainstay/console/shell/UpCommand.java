package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.spi.DaemonThreads;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "up",
        description = {
            "Starts an etcd in this process that any etcd client can talk to",
            "",
            "Its one port serves gRPC, etcd's JSON gateway (POST /v3/...), /health, /livez, /readyz",
            "and /version.",
            "",
            "Prints one line when it serves: ready etcd=http://127.0.0.1:2379",
            "Ends on Ctrl-C or SIGTERM; like etcd it then ends as that signal ends a program",
            "(exit code 130 or 143). Data are in memory and end with it, unless --data-dir names a folder:",
            "then a write is answered only when it is on the disk, and the next up goes on there."
        },
        customSynopsis = "mainstay up [options]")
final class UpCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "where to listen (default: 127.0.0.1:2379);" + " port 0 picks a free one")
    String listen = "127.0.0.1:2379";

    @Option(
            names = "--console",
            paramLabel = "HOST:PORT",
            description = "the web console: not part of this version yet")
    String console = "";

    @Option(names = "--no-console", description = "without the web console")
    boolean noConsole;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "keep all data in this folder, so that they survive any end (default: in memory)")
    String dataDir = "";

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        try (EmbeddedEtcd etcd = start()) {
            Thread stop = DaemonThreads.named("mainstay-stop").newThread(etcd::close);
            Runtime.getRuntime().addShutdownHook(stop);
            shell.io().out().line("ready etcd=" + etcd.endpoint());
            shell.io().out().flush();
            new CountDownLatch(1).await();
        }
        return ExitCodes.OK;
    }

    private EmbeddedEtcd start() {
        try {
            EmbeddedEtcd.Builder builder = EmbeddedEtcd.builder().listen(Listen.parse(listen));
            if (!dataDir.isEmpty()) {
                builder.dataDir(Path.of(dataDir));
            }
            return builder.start();
        } catch (DataDirectoryException | InvalidPathException e) {
            throw new BadCommandException(Kind.OTHER, "--data-dir: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new BadCommandException(
                    Kind.OTHER, e.getMessage() + "; end what listens there, or choose another with --listen");
        }
    }

    private void check() {
        if (!words.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "up does not accept argument " + words.get(0));
        }
        if (!console.isEmpty()) {
            throw new BadCommandException(Kind.FEATURE, "--console: the web console is not part of this version yet");
        }
    }
}
