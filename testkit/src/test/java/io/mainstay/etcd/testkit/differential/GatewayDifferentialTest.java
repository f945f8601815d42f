package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.differential.GatewayRequests.Ask;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON gateway of the embedded etcd against a real one's: the same requests must get the same answers. */
@ExtendWith(LeakGate.class)
class GatewayDifferentialTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void answersAsEtcd(String version) throws Exception {
        compare(version, GatewayRequests.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void keepsLeasesAliveAsEtcd(String version) throws Exception {
        compare(version, GatewayRequests.keepAlives());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void watchesAsEtcd(String version) throws Exception {
        try (RealEtcd real = real(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
            HttpGateway reference = new HttpGateway(real.endpoint());
            HttpGateway ours = new HttpGateway(embedded.endpoint());
            for (String body : List.of("{'key':'YQ==','value':'MQ=='}", "{'key':'YQ==','value':'Mg=='}")) {
                Ask put = Ask.post("/v3/kv/put", body.replace('\'', '"'));
                assertThat(ours.ask(put)).isEqualTo(reference.ask(put));
            }
            Ask delete = Ask.post("/v3/kv/deleterange", "{\"key\":\"YQ==\"}");
            assertThat(ours.ask(delete)).isEqualTo(reference.ask(delete));
            SoftAssertions softly = new SoftAssertions();
            for (Lines lines : WATCHES) {
                Ask watch = Ask.post("/v3/watch", lines.body().replace('\'', '"'));
                softly.assertThat(ours.askForLines(watch, lines.count()))
                        .as(watch.toString())
                        .isEqualTo(reference.askForLines(watch, lines.count()));
            }
            softly.assertAll();
        }
    }

    /** What opens a stream of watches, and how many lines come of it. */
    private record Lines(String body, int count) {}

    private static final List<Lines> WATCHES = List.of(
            new Lines("{'create_request':{'key':'YQ=='}}", 1),
            new Lines("{'createRequest':{'key':'YQ==','startRevision':'2','prevKv':true}}", 2),
            new Lines("{'create_request':{'key':'AA==','range_end':'AA==','start_revision':2,'filters':[0]}}", 2),
            new Lines("{'create_request':{'key':'YQ==','start_revision':2,'filters':['NODELETE','NOPE']}}", 2),
            new Lines("{'create_request':{'key':'YQ==','range_end':'YQ=='}}", 1),
            new Lines("{'create_request':{'key':'YQ==','start_revision':'-5'}}", 1),
            new Lines("{'create_request':{'key':'YQ=='}}\n{'create_request':{'key':'Yg==','watch_id':'7'}}", 2),
            new Lines("{'create_request':{'watch_id':7}}{'create_request':{'watch_id':7}}", 2),
            new Lines("{'create_request':{'key':'YQ=='}}{'cancel_request':{'watch_id':0}}", 2),
            new Lines("{'create_request':{'key':'YQ=='}}{", 1),
            new Lines("{'create_request':{'key':'YQ=='}}{'create_request':{'key':5}}{'create_request':{}}", 1));

    private static void compare(String version, List<Ask> asks) throws Exception {
        try (RealEtcd real = real(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
            HttpGateway reference = new HttpGateway(real.endpoint());
            HttpGateway ours = new HttpGateway(embedded.endpoint());
            SoftAssertions softly = new SoftAssertions();
            for (Ask ask : asks) {
                softly.assertThat(ours.ask(ask)).as(ask.toString()).isEqualTo(reference.ask(ask));
            }
            softly.assertAll();
        }
    }

    private static RealEtcd real(String version) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync"));
    }
}
