package io.mainstay.console.shell;

import io.mainstay.etcd.cluster.MemberListResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = "Promotes a non-voting member in the cluster",
        customSynopsis = "mainstay member promote <memberID>")
final class MemberPromoteCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    MemberPromoteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long id = MemberWords.id(words);
        shell.wantSimple();
        MemberListResult members = shell.with(client -> client.cluster().memberPromote(id));
        shell.io().out().line(MemberWords.done(id, "promoted in", members));
        return ExitCodes.OK;
    }
}
