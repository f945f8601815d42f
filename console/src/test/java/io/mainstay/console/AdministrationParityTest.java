package io.mainstay.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.console.command.Words;
import io.mainstay.etcd.testkit.EtcdInstall;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that administer a cluster: etcdctl and ours, each on a real etcd of its own, print the same and exit
 * alike. The embedded etcd has no part in it: it has one member for good.
 */
@Timeout(120)
class AdministrationParityTest {
    private static final Pattern ADDED = Pattern.compile("Member ([0-9a-f ]{16}) added");
    private static final String SELF = "@SELF";
    private static final String LEARNER = "@LEARNER";

    private static final List<String> SCRIPT = List.of(
            "member add",
            "member add m1",
            "member add m1 --learner --peer-urls=http://127.0.0.1:1",
            "member update @LEARNER --peer-urls=http://127.0.0.1:2,http://127.0.0.1:3",
            "member update @LEARNER",
            "member update",
            "member update zz --peer-urls=http://127.0.0.1:2",
            "member promote @LEARNER",
            "member promote",
            "member remove @LEARNER",
            "member remove @LEARNER",
            "member remove",
            "alarm list",
            "alarm list now",
            "alarm disarm",
            "alarm disarm now",
            "defrag",
            "snapshot save",
            "snapshot save @FILE",
            "move-leader",
            "move-leader zz",
            "move-leader 1234",
            "move-leader @SELF",
            "put a 1");

    @TempDir
    Path folder;

    @Test
    void everyLineGivesTheSame() throws Exception {
        EtcdInstall install = Requirement.realEtcd("3.6");
        Path etcdctl =
                Requirement.of("etcd", "etcdctl 3.6", "run tools/get-etcd 3.6").orSkip(install.ctl());
        try (RealEtcd first = RealEtcd.start(RealEtcdOptions.of(install));
                RealEtcd second = RealEtcd.start(RealEtcdOptions.of(install))) {
            String right = play(first, new EtcdctlShell(etcdctl)::apply, folder.resolve("right.db"));
            String given = play(second, AdministrationParityTest::ours, folder.resolve("given.db"));
            assertThat(given).isEqualTo(right);
        }
        assertThat(Files.size(folder.resolve("given.db")) % 512).isEqualTo(32);
    }

    private interface Played {
        Run.Result run(ScriptLine line, List<String> words);
    }

    private static Run.Result ours(ScriptLine line, List<String> words) {
        return Run.program().with(words.toArray(String[]::new));
    }

    private static String play(RealEtcd etcd, Played shell, Path file) {
        String self =
                run(etcd, shell, "endpoint status -w fields").out().replaceAll("(?s).*\"MemberID\" : (\\d+).*", "$1");
        String selfHex = Long.toHexString(Long.parseUnsignedLong(self));
        StringBuilder all = new StringBuilder();
        String learner = "";
        for (String line : SCRIPT) {
            String filled =
                    line.replace(SELF, selfHex).replace(LEARNER, learner).replace("@FILE", file.toString());
            Run.Result result = run(etcd, shell, filled);
            Matcher added = ADDED.matcher(result.out());
            learner = added.find() ? added.group(1).strip() : learner;
            String out = result.out()
                    .replace(selfHex, "SELF")
                    // Ids that are short, one of sixteen, are padded.
                    .replace(learner.isEmpty() ? "@" : String.format("%16s", learner), "LEARNER")
                    .replace(file.toString(), "FILE")
                    .replace(etcd.endpoint().substring("http://".length()), "ENDPOINT")
                    .replaceAll("m0=http://[^,\"]*", "m0=PEER")
                    // Members come in the order of their ids, and the id of a new one depends on the time.
                    .replace("m1=http://127.0.0.1:1,m0=PEER", "m0=PEER,m1=http://127.0.0.1:1")
                    .replaceAll("cluster [0-9a-f ]{16}", "cluster ID")
                    .replaceAll("took \\S+", "took TIME");
            all.append("$ ")
                    .append(line)
                    .append('\n')
                    .append(out)
                    .append("[exit ")
                    .append(result.exit())
                    .append("]\n");
        }
        return all.toString();
    }

    private static Run.Result run(RealEtcd etcd, Played shell, String line) {
        String all = "--endpoints=" + etcd.endpoint().substring("http://".length()) + " " + line;
        List<String> words = Words.of(all);
        return shell.run(new ScriptLine(line, Map.of(), "", words), words);
    }
}
