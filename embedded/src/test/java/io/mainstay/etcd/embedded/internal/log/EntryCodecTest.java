package io.mainstay.etcd.embedded.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final int ROUNDS = 5000;

    private final long seed = new Random().nextLong();

    @Test
    void everyKindOfEntryIsReadBackAsItWasWritten() throws Exception {
        RandomEntries entries = new RandomEntries(seed);
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < ROUNDS; i++) {
            Entry<?> entry = entries.next();
            seen.add(entry.getClass());
            assertThat(EntryCodec.decode(EntryCodec.encode(entry)))
                    .as("seed %d", seed)
                    .isEqualTo(entry);
        }
        assertThat(seen).containsExactlyInAnyOrder(Entry.class.getPermittedSubclasses());
    }

    /** What is on somebody's disk must mean the same for ever. */
    @Test
    void theBytesAreThoseOfFormatOne() {
        Bytes key = Bytes.utf8("k");
        PutRequest put = PutRequest.of(key, Bytes.utf8("v")).lease(300).withPrevKv();
        assertThat(Bytes.wrap(EntryCodec.encode(new Entry.Put(put))).hex()).isEqualTo("01016b0176ac02010000");
        assertThat(Bytes.wrap(EntryCodec.encode(new Entry.LeaseGrant(-1, 5))).hex())
                .isEqualTo("05ffffffffffffffffff0105");
        TxnRequest txn = Op.txn(
                t -> t.when(Compare.version("k").isNot(1)).then(Op.delete("k")).otherwise(Op.get("k")));
        assertThat(Bytes.wrap(EntryCodec.encode(new Entry.Txn(txn))).hex())
                .isEqualTo("0301016b0000030100" + "0103016b0000" + "0101016b00000000000000000000" + "00");
    }

    @Test
    void whatEndsEarlyOrLateIsNoEntry() throws Exception {
        RandomEntries entries = new RandomEntries(seed);
        for (int i = 0; i < ROUNDS / 20; i++) {
            byte[] bytes = EntryCodec.encode(entries.next());
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> EntryCodec.decode(cut))
                        .as("seed %d", seed)
                        .isInstanceOf(MalformedException.class);
            }
            assertThatThrownBy(() -> EntryCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                    .as("seed %d", seed)
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void anyBytesAreAnEntryOrRefused() {
        RandomEntries entries = new RandomEntries(seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = EntryCodec.encode(entries.next());
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(4) == 0) {
                random.nextBytes(bytes);
            }
            refused += isRefused(bytes) ? 1 : 0;
        }
        assertThat(refused).as("seed %d", seed).isBetween(1, ROUNDS - 1);
    }

    @Test
    void transactionsThatLieTooDeepInEachOtherAreRefusedBeforeTheyAreWritten() throws Exception {
        TxnRequest deep = nested(500);
        assertThat(EntryCodec.decode(EntryCodec.encode(new Entry.Txn(deep)))).isEqualTo(new Entry.Txn(deep));
        assertThatThrownBy(() -> EntryCodec.encode(new Entry.Txn(nested(501)))).isInstanceOf(Refused.class);
    }

    @Test
    void transactionsThatLieTooDeepInEachOtherAreNotRead() {
        ByteOutput out = new ByteOutput().tag(3);
        for (int i = 0; i < 1_000_000; i++) {
            out.number(0).number(1).tag(4);
        }
        assertThatThrownBy(() -> EntryCodec.decode(out.toByteArray())).isInstanceOf(MalformedException.class);
    }

    private static TxnRequest nested(int depth) {
        TxnRequest txn = TxnRequest.EMPTY;
        for (int i = 0; i < depth; i++) {
            txn = TxnRequest.EMPTY.then(txn);
        }
        return txn;
    }

    private boolean isRefused(byte[] bytes) {
        try {
            EntryCodec.decode(bytes);
            return false;
        } catch (MalformedException e) {
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "seed " + seed + ", bytes " + Bytes.wrap(bytes).hex(), e);
        }
    }
}
