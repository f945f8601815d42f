package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.output.Ids;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Adds a member into the cluster",
        customSynopsis = "mainstay member add <memberName> [options]")
final class MemberAddCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--peer-urls", paramLabel = "URL,...", description = "comma separated peer URLs for the new member")
    String peerUrls = "";

    @Option(names = "--learner", description = "the new member is a learner: it has no vote until it is promoted")
    boolean learner;

    MemberAddCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "member name not provided");
        }
        String name = OneWord.of(words, "too many arguments");
        String[] urls = MemberWords.peerUrls(peerUrls);
        shell.wantSimple();
        MemberAddResult added = shell.with(client -> learner
                ? client.cluster().memberAddAsLearner(urls)
                : client.cluster().memberAdd(urls));
        long id = added.member().id();
        shell.io()
                .out()
                .line("Member " + Ids.padded(id) + " added " + (learner ? "as learner " : "") + "to cluster "
                        + Ids.padded(added.header().clusterId()));
        shell.io().out().line("");
        shell.io().out().line("ETCD_NAME=\"" + name + "\"");
        shell.io().out().line("ETCD_INITIAL_CLUSTER=\"" + initialCluster(added, name) + "\"");
        shell.io()
                .out()
                .line("ETCD_INITIAL_ADVERTISE_PEER_URLS=\""
                        + String.join(",", added.member().peerUrls()) + "\"");
        shell.io().out().line("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
        return ExitCodes.OK;
    }

    /** Each peer address with the name of its member; the new one has none yet but the one it is to be started with. */
    private static String initialCluster(MemberAddResult added, String name) {
        return added.members().stream()
                .flatMap(member -> member.peerUrls().stream().map(url -> nameOf(member, added, name) + "=" + url))
                .collect(Collectors.joining(","));
    }

    private static String nameOf(Member member, MemberAddResult added, String name) {
        return member.id() == added.member().id() ? name : member.name();
    }
}
