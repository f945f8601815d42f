package io.mainstay.etcd.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What encryption of etcd values was seen to get wrong elsewhere, each with a test that fails where it is so: the flaws
 * 1, 2, 3 and 10 of a Go wrapper of etcd.
 */
class EncryptionFlawsTest {
    private static final Bytes KEY = Bytes.utf8("k");
    private static final ResponseHeader HEADER = ResponseHeader.ofRevision(9);

    private final byte[] keyBytes = new byte[32];
    private final KeyRing ring = KeyRing.of(1, EncryptionKey.of(keyBytes));
    private final Encryption encryption = Encryption.of(ring);
    private final ScriptedTransport server = new ScriptedTransport();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .executor(Runnable::run)
            .encryption(encryption)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    /** There, the old value was sealed again under a fresh nonce and compared as ciphertext: never equal. */
    @Test
    void flaw1_compareAndSwapSucceedsUnderEncryption() {
        CompletableFuture<TxnResult> swap =
                etcd.kv().async().txn(t -> t.when(Compare.value("k").is("old")).then(Op.put("k", "new")));
        ScriptedCall<TxnRequest, TxnResult> read = server.nextCall(Rpcs.TXN);
        assertThat(read.request().compares()).isEmpty();
        assertThat(read.request().success()).containsExactly(RangeRequest.of(KEY));
        read.respond(new TxnResult(HEADER, true, List.of(found("old", 5))));
        ScriptedCall<TxnRequest, TxnResult> write = server.nextCall(Rpcs.TXN);
        assertThat(write.request().compares())
                .containsExactly(Compare.modRevision("k").is(5));
        PutRequest put = (PutRequest) write.request().success().get(0);
        assertThat(encryption.open(KEY, put.value())).isEqualTo(Bytes.utf8("new"));
        write.respond(new TxnResult(HEADER, true, List.of(new PutResult(HEADER, null))));
        assertThat(swap.join().succeeded()).isTrue();
    }

    /** There, nonces were four random bytes and a counter from 0 in each client: two clients met soon. */
    @Test
    void flaw2_nonceIsRandomThroughoutAndNeverMeetsThatOfAnotherInstance() {
        int each = 20_000;
        Set<Bytes> nonces = new HashSet<>();
        int[] ones = new int[96];
        for (int instance = 0; instance < 4; instance++) {
            Encryption one = Encryption.of(KeyRing.of(1, EncryptionKey.of(keyBytes)));
            for (int i = 0; i < each; i++) {
                Bytes nonce = one.seal(KEY, Bytes.EMPTY).slice(9, 21);
                nonces.add(nonce);
                for (int bit = 0; bit < 96; bit++) {
                    ones[bit] += nonce.at(bit / 8) >> bit % 8 & 1;
                }
            }
        }
        assertThat(nonces).hasSize(4 * each);
        for (int bit = 0; bit < 96; bit++) {
            // Of 80,000 fair coins fewer than 38,500 or more than 41,500 ones are ten deviations off.
            assertThat(ones[bit]).as("bit " + bit + " of the nonces").isBetween(38_500, 41_500);
        }
    }

    /** There, a value could be moved to another key, and nothing said which key had sealed it. */
    @Test
    void flaw2_valueIsBoundToItsKeyAndNamesTheOneThatSealedIt() {
        Bytes sealed = encryption.seal(KEY, Bytes.utf8("v"));
        assertThat(Encryption.keyIdOf(sealed)).hasValue(1);
        assertThatThrownBy(() -> encryption.open(Bytes.utf8("other"), sealed))
                .isInstanceOf(DecryptFailedException.class);
    }

    /** There, encryption without a key stored plain text in silence. */
    @Test
    void flaw3_emptyKeyIsRefused() {
        assertThatThrownBy(() -> EncryptionKey.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    /** There, the puts of a transaction went out in clear. */
    @Test
    void flaw3_transactionSealsEveryPutHoweverDeep() {
        etcd.kv()
                .async()
                .txn(t -> t.then(Op.put("a", "secret"))
                        .otherwise(Op.txn(n -> n.then(Op.put("b", "secret")).otherwise(Op.put("c", "secret")))));
        TxnRequest sent = server.nextCall(Rpcs.TXN).request();
        TxnRequest nested = (TxnRequest) sent.failure().get(0);
        for (Op op : List.of(
                sent.success().get(0), nested.success().get(0), nested.failure().get(0))) {
            PutRequest put = (PutRequest) op;
            assertThat(encryption.open(put.key(), put.value())).isEqualTo(Bytes.utf8("secret"));
        }
    }

    /** There, events carried ciphertext. */
    @Test
    void flaw3_watchOpensEventsAndFormerValues() {
        try (Watch watch = etcd.watch("k", o -> o.withPrevKv())) {
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long id = ((WatchCommand.Create) stream.nextSent()).watchId();
            stream.reply(WatchReply.created(HEADER, id));
            WatchEvent event = new WatchEvent(WatchEvent.Type.PUT, sealed("new", 12), sealed("old", 11));
            stream.reply(WatchReply.events(ResponseHeader.ofRevision(12), id, List.of(event)));
            WatchEvent seen =
                    watch.poll(Duration.ofSeconds(5)).orElseThrow().events().get(0);
            assertThat(seen.kv().value().utf8()).isEqualTo("new");
            assertThat(seen.previous()).map(kv -> kv.value().utf8()).contains("old");
        }
    }

    /** There, closing left the key in memory. */
    @Test
    void flaw10_closingTheRingErasesItsKeys() {
        EncryptionKey key = EncryptionKey.random();
        KeyRing closing = KeyRing.of(1, key);
        Encryption with = Encryption.of(closing);
        Bytes sealed = with.seal(KEY, Bytes.utf8("v"));
        closing.close();
        assertThat(key.isErased()).isTrue();
        assertThatThrownBy(() -> with.seal(KEY, Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> with.open(KEY, sealed)).isInstanceOf(DecryptFailedException.class);
    }

    private RangeResult found(String value, long modRevision) {
        return new RangeResult(HEADER, List.of(sealed(value, modRevision)), false, 1);
    }

    private KeyValue sealed(String value, long modRevision) {
        return new KeyValue(KEY, encryption.seal(KEY, Bytes.utf8(value)), 2, modRevision, 1, 0);
    }
}
