package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Unlike etcdctl's, it finds the leader by itself, whatever endpoints it was given. */
@Command(
        name = "move-leader",
        description = "Transfers leadership to another etcd cluster member",
        customSynopsis = "mainstay move-leader <transferee-member-id>")
final class MoveLeaderCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    MoveLeaderCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String word = OneWord.of(words, "move-leader command needs 1 argument");
        long target = Numbers.memberId(word, Kind.ARGUMENTS);
        shell.wantSimple();
        long before = shell.with(client -> {
            long leader = client.cluster().status().raft().leader();
            client.cluster().moveLeader(target);
            return leader;
        });
        shell.io().out().line("Leadership transferred from " + Ids.padded(before) + " to " + Ids.padded(target));
        return ExitCodes.OK;
    }
}
