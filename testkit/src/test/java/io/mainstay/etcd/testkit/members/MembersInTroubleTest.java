package io.mainstay.etcd.testkit.members;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The embedded cluster meets trouble as three members of a real etcd do. */
@Tag("slow")
@ExtendWith(LeakGate.class)
@Timeout(300)
class MembersInTroubleTest {
    @Test
    void callsAndStreamsMeetTheSameOnAReal36() throws Exception {
        List<String> embedded;
        try (Trio trio = Trio.embedded("3.6");
                Trouble trouble = new Trouble(trio)) {
            embedded = trouble.run();
        }
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync");
        try (Trio trio = Trio.of(RealEtcdCluster.start(options));
                Trouble trouble = new Trouble(trio)) {
            assertThat(embedded).isEqualTo(trouble.run());
        }
        assertThat(embedded).hasSizeGreaterThan(40);
    }
}
