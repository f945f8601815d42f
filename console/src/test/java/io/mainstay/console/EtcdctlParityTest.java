package io.mainstay.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.EtcdInstall;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same command lines four times: etcdctl and ours, each against a real etcd and against the embedded one. Every
 * output and exit code must be that of etcdctl against the real etcd, once ids, addresses and times are taken out.
 */
@Timeout(300)
class EtcdctlParityTest {
    @Test
    void everyLineOfTheScriptGivesTheSame() throws Exception {
        EtcdInstall install = Requirement.realEtcd("3.6");
        Path etcdctl =
                Requirement.of("etcd", "etcdctl 3.6", "run tools/get-etcd 3.6").orSkip(install.ctl());
        List<ScriptLine> script = ScriptLine.read("parity.txt");
        assertThat(script).hasSizeGreaterThan(150);
        List<String> differences = new ArrayList<>();
        try (RealEtcd first = RealEtcd.start(RealEtcdOptions.of(install));
                RealEtcd second = RealEtcd.start(RealEtcdOptions.of(install));
                EmbeddedEtcd third = EmbeddedEtcd.start();
                EmbeddedEtcd fourth = EmbeddedEtcd.start()) {
            Column expected = new Column("etcdctl on etcd", new EtcdctlShell(etcdctl), first.endpoint());
            List<Column> others = List.of(
                    new Column("ours on etcd", EtcdctlParityTest::ours, second.endpoint()),
                    new Column("etcdctl on ours", new EtcdctlShell(etcdctl), third.endpoint()),
                    new Column("ours on ours", EtcdctlParityTest::ours, fourth.endpoint()));
            for (ScriptLine line : script) {
                String right = expected.run(line);
                for (Column column : others) {
                    String given = column.run(line);
                    if (!given.equals(right)) {
                        differences.add(
                                line + "\n--- etcdctl on etcd\n" + right + "--- " + column.name() + "\n" + given);
                    }
                }
            }
        }
        assertThat(String.join("\n", differences))
                .as("differences of " + script.size() + " lines")
                .isEmpty();
    }

    private static Run.Result ours(ScriptLine line, List<String> words) {
        return Run.program().env(line.env()).in(line.input()).with(words.toArray(String[]::new));
    }
}
