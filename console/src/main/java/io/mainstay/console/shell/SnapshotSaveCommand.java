package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.SnapshotResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "save",
        description =
                "Stores an etcd node backend snapshot to a given file, which appears only when whole and verified",
        customSynopsis = "mainstay snapshot save <filename>")
final class SnapshotSaveCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    SnapshotSaveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String file = OneWord.of(words, "snapshot save expects one argument <filename>");
        List<String> endpoints = shell.connection().endpoints();
        if (endpoints.size() != 1) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "snapshot must be requested to one selected node, not multiple " + endpoints);
        }
        shell.wantSimple();
        SnapshotResult saved = shell.with(client -> {
            try (Maintenance member = client.cluster().maintenance(endpoints.get(0))) {
                return member.snapshot(Path.of(file));
            }
        });
        shell.io().out().line("Snapshot saved at " + file);
        if (!saved.version().isEmpty()) {
            shell.io().out().line("Server version " + saved.version());
        }
        return ExitCodes.OK;
    }
}
