package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client over the ends of its tokens: in time, by a change of password or permissions, with the server. */
public abstract class TokenContract extends ContractSuite {
    private static final Secret PASSWORD = Secret.of("a password");
    private static final int ROUNDS = 4;
    private static final int MOST_ROUNDS = 12;

    /** Renewed each third of it, when a token of a second that nobody uses meanwhile is over. */
    private static final Duration RENEWED_AFTER_ITS_TOKEN = Duration.ofSeconds(9);

    @Override
    protected abstract AuthTarget open();

    @Test
    void aWatchAndAKeptLeaseOutliveManyTokens() {
        SignIns signIns = new SignIns();
        try (EtcdClient client = root(signIns);
                Watch first = Waiting.ready(client.watch(key("a")));
                KeptLease lease = client.leases().grantAndKeep(RENEWED_AFTER_ITS_TOKEN)) {
            revokeLater(lease.id());
            List<Watch> watches = new ArrayList<>(List.of(first));
            // A renewal of the lease may lengthen a simple token's life by chance, and then another round is needed.
            for (int round = 0; round < ROUNDS || signIns.count() < ROUNDS - 1 && round < MOST_ROUNDS; round++) {
                outliveTheToken(first);
                // On the stream as it is now its token has ended, so the watch needs another.
                watches.add(Waiting.ready(client.watch(key("a"))));
                client.kv().put(key("a"), "round " + round);
                for (Watch watch : watches) {
                    assertThat(Waiting.events(watch, 1)).hasSize(1);
                }
            }
            assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
            assertThat(etcd().leases().timeToLive(lease.id()).exists()).isTrue();
            watches.forEach(Watch::close);
        }
        assertThat(signIns.count()).isGreaterThanOrEqualTo(ROUNDS - 1);
    }

    @Test
    void aThousandCallsThatAreRefusedTheirTokenCostOneAuthenticate() {
        String name = userWithAllRights();
        SignIns signIns = new SignIns();
        try (EtcdClient client = target().client()
                .user(name, PASSWORD)
                .callTimeout(PATIENCE)
                .eventListener(signIns)
                .build()) {
            client.kv().put(key("warm"), "up");
            assertThat(signIns.count()).isEqualTo(1);
            etcd().auth().userChangePassword(name, PASSWORD);

            List<CompletableFuture<PutResult>> puts = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                puts.add(client.kv().async().put(key(String.valueOf(i)), "v"));
            }
            puts.forEach(Waiting::get);
            assertThat(etcd().kv().range(prefix(), o -> o.prefix().countOnly()).count())
                    .isEqualTo(1001);
            // On a busy machine a token of a second or two may end of itself while a thousand calls are made.
            assertThat(signIns.count()).isBetween(2, 9);
        }
    }

    @Test
    void aPasswordIsChangedUnderAClientWhoseWatchIsOpen(@TempDir Path folder) throws IOException {
        String name = userWithAllRights();
        Path file = Files.writeString(folder.resolve("password"), PASSWORD.reveal());
        try (EtcdClient client = target().client().user(name, Secret.file(file)).build();
                Watch watch = Waiting.ready(client.watch(key("a")))) {
            client.kv().put(key("a"), "1");
            Files.writeString(file, "another password");
            etcd().auth().userChangePassword(name, Secret.of("another password"));
            client.kv().put(key("a"), "2");
            assertThat(Waiting.events(watch, 2)).hasSize(2);
            try (Watch second = Waiting.ready(client.watch(key("a")))) {
                client.kv().put(key("a"), "3");
                assertThat(Waiting.events(second, 1)).hasSize(1);
                assertThat(Waiting.events(watch, 1)).hasSize(1);
            }
        }
    }

    @Test
    void aCorrectedPasswordFileTakesEffectWithoutANewClient(@TempDir Path folder) throws IOException {
        String name = userWithAllRights();
        Path file = Files.writeString(folder.resolve("password"), "a wrong password");
        try (EtcdClient client = target().client().user(name, Secret.file(file)).build();
                Watch pause = Waiting.ready(etcd().watch(key("pause")))) {
            assertThatThrownBy(() -> client.kv().put(key("a"), "1")).isInstanceOf(UnauthenticatedException.class);
            Files.writeString(file, PASSWORD.reveal());
            assertThat(pause.poll(Duration.ofMillis(1100))).isEmpty();
            client.kv().put(key("a"), "2");
        }
    }

    @Test
    void aUserWhoIsDeletedIsToldSo() {
        String name = userWithAllRights();
        try (EtcdClient client = target().client().user(name, PASSWORD).build()) {
            client.kv().put(key("a"), "1");
            etcd().auth().userDelete(name);
            assertThatThrownBy(() -> client.kv().put(key("a"), "2"))
                    .isExactlyInstanceOf(UnauthenticatedException.class)
                    .satisfies(why ->
                            assertThat(((EtcdException) why).maybeApplied()).isFalse());
            assertThat(read("a").version()).isEqualTo(1);
        }
    }

    @Test
    void permissionsThatChangeUnderLoadLoseNoCall() {
        AtomicInteger written = new AtomicInteger();
        String name = userWithAllRights();
        try (EtcdClient client = target().client().user(name, PASSWORD).build()) {
            underLoad(client, written, () -> {
                for (int change = 0; change < 10; change++) {
                    etcd().auth().roleAdd(prefix() + "role-" + change);
                }
            });
        }
        assertThat(read("load").version()).isEqualTo(written.get());
    }

    @Test
    void authenticationSwitchedOffAndOnUnderLoadLosesNoCall() {
        AtomicInteger written = new AtomicInteger();
        try (EtcdClient client = root(EventListener.NONE);
                Watch watch = Waiting.ready(client.watch(key("after")));
                Watch watchOfLoad = Waiting.ready(etcd().watch(key("load")))) {
            underLoad(client, written, () -> {
                for (int time = 0; time < 3; time++) {
                    etcd().auth().disable();
                    awaitWrites(watchOfLoad);
                    etcd().auth().enable();
                    awaitWrites(watchOfLoad);
                }
            });
            client.kv().put(key("after"), "v");
            assertThat(Waiting.events(watch, 1)).hasSize(1);
        }
        assertThat(read("load").version()).isEqualTo(written.get());
    }

    @Test
    void aClientWithAUserGoesWithoutATokenWhileAuthenticationIsOff() {
        etcd().auth().disable();
        try (EtcdClient client = root(EventListener.NONE);
                Watch watch = Waiting.ready(client.watch(key("a")))) {
            client.kv().put(key("a"), "1");
            etcd().auth().enable();
            client.kv().put(key("a"), "2");
            assertThat(Waiting.events(watch, 2)).hasSize(2);
        } finally {
            etcd().auth().enable();
        }
    }

    @Test
    void aGivenTokenThatIsNoneIsRefusedWithAHint() {
        try (EtcdClient client = target().client()
                .credentials(Credentials.token(Secret.of("nonsense.1")))
                .build()) {
            assertThatThrownBy(() -> client.kv().get(key("a")))
                    .isExactlyInstanceOf(UnauthenticatedException.class)
                    .hasMessageContaining("invalid auth token")
                    .hasMessageContaining("cannot renew it")
                    .hasMessageNotContaining("nonsense");
            assertThat(Waiting.failure(client.watch(key("a")).ended())).isInstanceOf(UnauthenticatedException.class);
        }
    }

    /** Writes one key from four clients' worth of calls while {@code change} runs; counts those that succeeded. */
    private void underLoad(EtcdClient client, AtomicInteger written, Runnable change) {
        CompletableFuture<Void> changing = CompletableFuture.runAsync(change);
        List<CompletableFuture<PutResult>> puts = new ArrayList<>();
        while (!changing.isDone() || written.get() == 0) {
            puts.clear();
            for (int i = 0; i < 4; i++) {
                puts.add(client.kv().async().put(key("load"), "v"));
            }
            puts.forEach(Waiting::get);
            written.addAndGet(puts.size());
        }
        Waiting.get(changing);
    }

    /** Waits until calls have gone on for a while. */
    private static void awaitWrites(Watch load) {
        while (load.poll(Duration.ZERO).isPresent()) {
            // These were before.
        }
        Waiting.events(load, 20);
    }

    /** Waits until a token that nobody has used since is over. */
    private void outliveTheToken(Watch quiet) {
        Duration over = ((AuthTarget) target()).tokenTtl().plusMillis(1200);
        Optional<WatchBatch> nothing = quiet.poll(over);
        assertThat(nothing).isEmpty();
    }

    private String userWithAllRights() {
        String name = prefix() + "user";
        etcd().auth().userAdd(name, PASSWORD);
        etcd().auth().userGrantRole(name, "root");
        return name;
    }

    private EtcdClient root(EventListener listener) {
        return target().client().eventListener(listener).build();
    }

    /** Counts how often a client signs in. */
    private static final class SignIns implements EventListener {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void onEvent(ClientEvent event) {
            if (event instanceof ClientEvent.CallStarted started
                    && started.operation().equals("Auth/Authenticate")) {
                count.incrementAndGet();
            }
        }

        int count() {
            return count.get();
        }
    }
}
