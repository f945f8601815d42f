package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealEtcdTest {

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void startsTheWantedVersionAndServesIt(String line) {
        try (RealEtcd etcd = RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(line)))) {
            assertThat(etcd.version()).startsWith(line + ".");
            assertThat(etcd.isRunning()).isTrue();
            assertThat(etcd.endpoint()).startsWith("http://127.0.0.1:");
            assertThat(etcd.etcdctl().print("endpoint", "status"))
                    .contains(etcd.endpoint())
                    .contains(etcd.version());
            assertThat(etcd.etcdctl().print("put", "key", "value")).isEqualTo("OK\n");
            assertThat(etcd.etcdctl().print("get", "key")).isEqualTo("key\nvalue\n");
        }
    }

    @Test
    void startsEveryInstalledVersion() {
        Requirement.realEtcd();
        for (EtcdInstall install : RealEtcd.installed()) {
            try (RealEtcd etcd = RealEtcd.start(RealEtcdOptions.of(install))) {
                assertThat(etcd.isRunning()).as(install.toString()).isTrue();
            }
        }
    }

    @Test
    void killedItAnswersNothingAndRestartedItHasItsData() {
        try (RealEtcd etcd = start()) {
            etcd.etcdctl().print("put", "key", "kept");
            long before = etcd.pid();
            String endpoint = etcd.endpoint();

            etcd.kill();

            assertThat(etcd.isRunning()).isFalse();
            Etcdctl.Result refused = etcd.etcdctl().run("--command-timeout=1s", "get", "key");
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.stdout()).isEmpty();

            etcd.restart();

            assertThat(etcd.pid()).isNotEqualTo(before);
            assertThat(etcd.endpoint()).isEqualTo(endpoint);
            assertThat(etcd.etcdctl().print("get", "key")).isEqualTo("key\nkept\n");
        }
    }

    @Test
    void stopsInOrderAlsoWhenPaused() {
        try (RealEtcd etcd = start()) {
            etcd.pause();
            etcd.stop();
            assertThat(etcd.isRunning()).isFalse();
            etcd.stop();
            etcd.kill();
            etcd.restart();
            assertThat(etcd.isRunning()).isTrue();
        }
    }

    @Test
    void pausedItIsSilentAndResumedItAnswers() {
        try (RealEtcd etcd = start()) {
            etcd.pause();

            assertThat(etcd.isRunning()).isTrue();
            assertThat(etcd.etcdctl()
                            .run("--command-timeout=500ms", "put", "key", "value")
                            .exitCode())
                    .isNotZero();

            etcd.resume();

            assertThat(etcd.etcdctl().print("put", "key", "value")).isEqualTo("OK\n");
        }
    }

    @Test
    void closeEndsTheProcessAndRemovesItsFolderAndMayBeCalledTwice() {
        EtcdMember place = EtcdMember.create(1).get(0);
        Path folder = place.folder();
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd());
        RealEtcd etcd = RealEtcd.start(() -> List.of(place), options, members -> members.get(0));
        assertThat(folder).isNotEmptyDirectory();

        etcd.close();
        etcd.close();

        assertThat(etcd.isRunning()).isFalse();
        assertThat(folder).doesNotExist();
        assertThatThrownBy(etcd::restart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(etcd::pause).isInstanceOf(RealEtcdException.class).hasMessageContaining("has ended");
    }

    @Test
    void flagsReachTheServer() {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd()).withFlags("--max-request-bytes=100");
        assertRefusesLargePuts(options);
    }

    @Test
    void environmentReachesTheServer() {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd()).withEnvironment("ETCD_MAX_REQUEST_BYTES", "100");
        assertRefusesLargePuts(options);
    }

    private static void assertRefusesLargePuts(RealEtcdOptions options) {
        try (RealEtcd etcd = RealEtcd.start(options)) {
            assertThatThrownBy(() -> etcd.etcdctl().print("put", "key", "v".repeat(200)))
                    .isInstanceOf(RealEtcdException.class)
                    .hasMessageContaining("etcdserver: request is too large");
        }
    }

    @Test
    void startsElsewhereWhenAPortIsTaken() throws IOException {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd());
        Deque<List<EtcdMember>> places = new ArrayDeque<>(List.of(EtcdMember.create(1), EtcdMember.create(1)));
        EtcdMember first = places.getFirst().get(0);
        EtcdMember second = places.getLast().get(0);
        try (ServerSocket taker = new ServerSocket()) {
            taker.bind(new InetSocketAddress("127.0.0.1", first.clientPort()));
            try (RealEtcd etcd = RealEtcd.start(places::removeFirst, options, members -> members.get(0))) {
                assertThat(etcd.endpoint()).isEqualTo(second.clientUrl(options));
                assertThat(first.folder()).doesNotExist();
            }
        }
    }

    @Test
    void aFailedStartTellsTheLastWordsOfTheServer() {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd()).withFlags("--no-such-flag");
        assertThatThrownBy(() -> RealEtcd.start(options))
                .isInstanceOf(RealEtcdException.class)
                .hasMessageContaining("no-such-flag")
                .hasRootCauseMessage("etcd ended with exit code 2");
    }

    @Test
    void aStartThatTakesTooLongFailsAndLeavesNothing() {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd()).withStartTimeout(Duration.ofMillis(1));
        assertThatThrownBy(() -> RealEtcd.start(options))
                .isInstanceOf(RealEtcdException.class)
                .hasMessageContaining("PT0.001S");
        assertThatThrownBy(() -> options.withStartTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RealEtcd start() {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd()));
    }
}
