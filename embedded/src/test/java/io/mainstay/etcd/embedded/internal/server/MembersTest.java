package io.mainstay.etcd.embedded.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks on members, on their addresses and on downgrades, as a real etcd of one member answered them. */
class MembersTest {
    private static final long SELF = -7;

    private final Members members =
            new Members(List.of(new Member(SELF, "default", List.of("http://self:1"), List.of(), false)));

    private static Member voter(long id, String... urls) {
        return new Member(id, "", List.of(urls), List.of(), false);
    }

    private static Member learner(long id, String... urls) {
        return new Member(id, "", List.of(urls), List.of(), true);
    }

    private static void refused(Refusal refusal, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refused.class).hasMessage(refusal.text());
    }

    @Test
    void takesOneLearnerAndKnowsItsAddress() {
        members.add(learner(5, "http://a:1"));
        assertThat(members.list()).extracting(Member::id).containsExactly(5L, SELF);
        refused(Refusal.PEER_URL_TAKEN, () -> members.add(learner(6, "http://b:1", "http://a:1")));
        refused(Refusal.TOO_MANY_LEARNERS, () -> members.add(learner(6, "http://b:1")));
        refused(Refusal.MEMBER_EXISTS, () -> members.add(learner(5, "http://b:1")));
        refused(Refusal.LEARNER_BEHIND, () -> members.promote(5));
        refused(Refusal.BAD_TRANSFEREE, () -> members.requireVoter(5));
        refused(Refusal.PEER_URL_TAKEN, () -> members.update(5, List.of("http://self:1")));
        members.update(5, List.of("http://c:1"));
        assertThat(members.list().get(0).peerUrls()).containsExactly("http://c:1");
        assertThat(members.list().get(0).learner()).isTrue();
        members.remove(5);
        assertThat(members.list()).extracting(Member::id).containsExactly(SELF);
        assertThat(members.removed()).containsExactly(5L);
    }

    @Test
    void takesNoMoreWhileAVoterHasNotStarted() {
        members.add(learner(4, "http://d:1"));
        members.add(voter(5, "http://a:1"));
        refused(Refusal.TOO_FEW_STARTED, () -> members.add(voter(6, "http://b:1")));
        refused(Refusal.UNHEALTHY, () -> members.add(learner(6, "http://b:1")));
        refused(Refusal.LEARNER_BEHIND, () -> members.promote(5));
        members.requireVoter(5);
        members.remove(5);
        members.remove(4);
        members.add(voter(6, "http://a:1"));
    }

    @Test
    void neverLosesTheOneThatRuns() {
        refused(Refusal.TOO_FEW_STARTED, () -> members.remove(SELF));
        refused(Refusal.NOT_A_LEARNER, () -> members.promote(SELF));
        refused(Refusal.MEMBER_NOT_FOUND, () -> members.remove(9));
        refused(Refusal.MEMBER_NOT_FOUND, () -> members.promote(9));
        refused(Refusal.MEMBER_NOT_FOUND, () -> members.update(9, List.of("http://a:1")));
        members.requireVoter(SELF);
        refused(Refusal.BAD_TRANSFEREE, () -> members.requireVoter(0));
        members.update(SELF, List.of("http://elsewhere:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "nowhere", "http://a", "http://a:1/x", "http://a:1/", "ftp://a:1", "a:1", "http://a b:1"
            })
    void refusesWhatIsNoAddress(String url) {
        refused(Refusal.BAD_MEMBER_URLS, () -> PeerUrls.checked(List.of("http://good:1", url)));
    }

    @Test
    void takesAddressesInOrder() {
        refused(Refusal.BAD_MEMBER_URLS, () -> PeerUrls.checked(List.of()));
        assertThat(PeerUrls.checked(List.of("unix://x:1", " https://b:2", "http://[::1]:3")))
                .containsExactly("http://[::1]:3", "https://b:2", "unix://x:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.5.0", "3.5.9", "03.5", "3.5.0-rc1"})
    void goesOneVersionDown(String version) {
        assertThat(Downgrade.target(version, Compat.V3_6, false)).isEqualTo("3.5.0");
        refused(Refusal.DOWNGRADE_UNDER_WAY, () -> Downgrade.target(version, Compat.V3_6, true));
        refused(Refusal.BAD_DOWNGRADE_TARGET, () -> Downgrade.target(version, Compat.V3_7, true));
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "3", "v3.5", "3.5.0.1", "-1.5", "3.99999999999999999999"})
    void refusesWhatIsNoVersion(String version) {
        refused(Refusal.BAD_DOWNGRADE_FORMAT, () -> Downgrade.target(version, Compat.V3_6, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4", "3.6", "3.7", "4.5", "2.5"})
    void goesNowhereElse(String version) {
        refused(Refusal.BAD_DOWNGRADE_TARGET, () -> Downgrade.target(version, Compat.V3_6, true));
    }
}
