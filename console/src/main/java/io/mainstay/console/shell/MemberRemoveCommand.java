package io.mainstay.console.shell;

import io.mainstay.etcd.cluster.MemberListResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Removes a member from the cluster",
        customSynopsis = "mainstay member remove <memberID>")
final class MemberRemoveCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    MemberRemoveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long id = MemberWords.id(words);
        shell.wantSimple();
        MemberListResult members = shell.with(client -> client.cluster().memberRemove(id));
        shell.io().out().line(MemberWords.done(id, "removed from", members));
        return ExitCodes.OK;
    }
}
