package io.mainstay.console.shell;

import io.mainstay.etcd.cluster.MemberListResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description = "Updates a member in the cluster",
        customSynopsis = "mainstay member update <memberID> [options]")
final class MemberUpdateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--peer-urls", paramLabel = "URL,...", description = "comma separated peer URLs for the member")
    String peerUrls = "";

    MemberUpdateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long id = MemberWords.id(words);
        String[] urls = MemberWords.peerUrls(peerUrls);
        shell.wantSimple();
        MemberListResult members = shell.with(client -> client.cluster().memberUpdate(id, urls));
        shell.io().out().line(MemberWords.done(id, "updated in", members));
        return ExitCodes.OK;
    }
}
