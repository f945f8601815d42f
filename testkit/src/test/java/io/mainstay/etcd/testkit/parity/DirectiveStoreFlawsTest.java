package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.ValueRejectedException;
import io.mainstay.etcd.view.ValueStatus;
import io.mainstay.etcd.view.ValueStatus.Source;
import io.mainstay.etcd.view.ViewStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flaws of that store by their number, each as a test that fails where the flaw is. */
class DirectiveStoreFlawsTest {
    @Nested
    class OnEmbedded extends Cases {
        @Override
        boolean isReal() {
            return false;
        }
    }

    @Nested
    class OnRealEtcd extends Cases {
        @Override
        boolean isReal() {
            return true;
        }
    }

    abstract static class Cases extends DirectiveServer {
        private static final int ROUNDS = 20;

        @TempDir
        Path folder;

        @Test
        void flaw01ADeleteDuringADisconnectClears_alsoWhenItsHistoryIsGone() throws Exception {
            for (boolean compacted : new boolean[] {false, true}) {
                long written = write(forTenMinutes("a"));
                try (DirectiveStore store = ready()) {
                    at(store, written);
                    assertThat(store.load().directives()).hasSize(1);
                    line.block();
                    long deleted = operator.kv().delete(key()).header().revision();
                    if (compacted) {
                        long later = operator.kv()
                                .put(key() + "/other", "x")
                                .header()
                                .revision();
                        operator.kv().compact(later);
                    }
                    line.heal();
                    assertThat(at(store, deleted).source()).isEqualTo(Source.ABSENT);
                    assertThat(store.load()).isEqualTo(DirectiveSet.EMPTY);
                }
            }
        }

        @Test
        void flaw02AReconnectDoesNotExtendADirective() throws Exception {
            long written = write(forTenMinutes("a"));
            try (DirectiveStore store = ready()) {
                DirectiveSet first = at(store, written).value();
                now.addAndGet(300);
                line.block();
                operator.kv().put(key() + "/other", "x");
                long later = operator.kv().put(key() + "/other", "y").header().revision();
                operator.kv().compact(later);
                line.heal();
                assertThat(at(store, later).view().reloads()).isEqualTo(1);
                assertThat(store.load()).isSameAs(first);
                assertThat(first.directives().get(0).expiresAt()).isEqualTo(1_600);
            }
            // An absolute end, and one that a lease enforces, are the same for whoever starts later.
            write(one("b", ",\"expires_at\":9600"));
            try (DirectiveStore early = ready();
                    DirectiveStore late = ready()) {
                assertThat(early.load()).isEqualTo(late.load());
                KeyValue leased = early.publishFor(Duration.ofSeconds(1), forTenMinutes("c"));
                assertThat(leased.lease()).isNotZero();
                until(early, status -> status.source() == Source.ABSENT);
                until(late, status -> status.source() == Source.ABSENT);
            }
        }

        @Test
        void flaw03APutBetweenReadingAndWatchingIsNotLost() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                String id = "r" + round;
                CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> write(forTenMinutes(id)));
                try (DirectiveStore store = store()) {
                    at(store, written.join());
                    assertThat(store.load().directives())
                            .extracting(Directive::id)
                            .containsExactly(id);
                }
            }
        }

        @Test
        void flaw04AWatchThatTheServerEndsIsBegunAnew_andADeadLineFreezesNothing() throws Exception {
            try (DirectiveStore store = ready()) {
                line.block();
                write(forTenMinutes("a"));
                long last = write(forTenMinutes("b"));
                operator.kv().compact(last);
                line.heal();
                ValueStatus<DirectiveSet> status = at(store, last);
                assertThat(status.view().reloads()).isEqualTo(1);
                assertThat(status.view().lastFailure()).isInstanceOf(CompactedException.class);
                line.stall();
                long silent = write(forTenMinutes("c"));
                line.cut();
                line.heal();
                at(store, silent);
                assertThat(store.load().directives()).extracting(Directive::id).containsExactly("c");
            }
        }

        @Test
        void flaw05ItCanBeStopped() throws Exception {
            DirectiveStore store = ready();
            store.close();
            until(store, status -> status.view().state() == State.ENDED);
            write(forTenMinutes("a"));
            assertThat(store.load()).isEqualTo(DirectiveSet.EMPTY);
        }

        @Test
        void flaw06WrongTypesDoNotFailOpen() throws Exception {
            try (DirectiveStore store = ready()) {
                at(store, write(one("a", ",\"ttl_secs\":9,\"tenant\":\"t\"")));
                ValueStatus<DirectiveSet> status = at(store, write(one("a", ",\"ttl_secs\":9,\"tenant\":5")));
                assertThat(status.lastRejection().reason()).isEqualTo("bad_target");
                assertThat(store.load().directives().get(0).target().tenant()).isEqualTo("t");
            }
        }

        @Test
        void flaw07MalformedAtTheStartIsTheLastGoodOne_andSeen() throws Exception {
            Path file = folder.resolve("directives");
            write(forTenMinutes("a"));
            try (DirectiveStore store = store(o -> o.lastGoodFile(file))) {
                ValueStatus<DirectiveSet> written = store.value().ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(written.source()).isEqualTo(Source.KEY);
                assertThat(written.fileTrouble()).isNull();
            }
            write("nonsense");
            try (DirectiveStore restarted = store(o -> o.lastGoodFile(file))) {
                ValueStatus<DirectiveSet> status = until(restarted, read -> read.rejected() == 1);
                assertThat(status.source()).isEqualTo(Source.FILE);
                assertThat(status.isHeldBack()).isTrue();
                assertThat(restarted.load().directives())
                        .extracting(Directive::id)
                        .containsExactly("a");
            }
            line.block();
            try (DirectiveStore alone = store(o -> o.lastGoodFile(file))) {
                until(alone, status -> status.source() == Source.FILE);
                assertThat(alone.load().directives()).extracting(Directive::id).containsExactly("a");
            }
        }

        @Test
        void flaw08HowItStandsIsSeen_andPublishingIsCheckedAndGuarded() throws Exception {
            try (DirectiveStore store = ready()) {
                long first = store.publish(forTenMinutes("a"), 0);
                assertThat(store.publish(forTenMinutes("b"), 0)).isZero();
                long second = store.publish(forTenMinutes("b"), first);
                assertThat(second).isGreaterThan(first);
                assertThatThrownBy(() -> store.publish("nonsense", second)).isInstanceOf(ValueRejectedException.class);
                long bad = write("nonsense");
                ValueStatus<DirectiveSet> status = at(store, bad);
                assertThat(status.modRevision()).isEqualTo(second);
                assertThat(status.rejected()).isEqualTo(1);
                assertThat(status.lastRejection().revision()).isEqualTo(bad);
                assertThat(status.view().revision()).isGreaterThanOrEqualTo(bad);
                assertThat(status.view().age()).isLessThan(PATIENCE);
            }
        }

        @Test
        void flaw09IdsAreThereAndUnique_andASetHasALimit() throws Exception {
            StringBuilder many = new StringBuilder("{\"directives\":[");
            for (int i = 0; i <= 1_000; i++) {
                many.append(i == 0 ? "" : ",").append("{\"id\":\"" + i + "\",\"level\":\"Off\",\"ttl_secs\":1}");
            }
            try (DirectiveStore store = ready()) {
                assertThat(at(store, write(many + "]}")).lastRejection().reason())
                        .isEqualTo("too_many");
                assertThat(at(store, write(one("", ",\"ttl_secs\":1")))
                                .lastRejection()
                                .reason())
                        .isEqualTo("missing_id");
            }
        }

        @Test
        void flaw10WhatIsShownCanBePublishedAsItIs() throws Exception {
            try (DirectiveStore store = ready()) {
                long first = store.publish(one("a", ",\"ttl_secs\":60,\"endpoint\":\"Search\",\"capture\":true"), 0);
                at(store, first);
                DirectiveSet shown = store.load();
                now.addAndGet(30);
                at(store, store.publish(shown.introspect(), first));
                assertThat(store.load()).isEqualTo(shown);
            }
        }
    }
}
