package io.mainstay.console.output;

import static io.mainstay.console.output.Printed.HEADER;
import static io.mainstay.console.output.Printed.kv;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.console.command.WatchMessage;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed of keys, written down from what etcdctl 3.6 prints. */
class KeyPrintingTest {
    private static final RangeResult TWO = new RangeResult(HEADER, List.of(kv("a", "1"), kv("b", "")), true, 3);
    private static final TxnResult TXN = new TxnResult(
            HEADER,
            true,
            List.of(
                    new RangeResult(ResponseHeader.ofRevision(6), List.of(kv("a", "1")), false, 1),
                    new PutResult(ResponseHeader.ofRevision(7), kv("b", "0")),
                    new DeleteResult(ResponseHeader.ofRevision(7), 0, List.of())));
    private static final WatchMessage EVENTS = new WatchMessage(
            HEADER,
            List.of(
                    new WatchEvent(WatchEvent.Type.PUT, kv("a", "2"), kv("a", "1")),
                    new WatchEvent(
                            WatchEvent.Type.DELETE, new KeyValue(Bytes.utf8("a"), Bytes.EMPTY, 0, 8, 0, 0), null)),
            WatchMessage.Kind.EVENTS,
            0);

    private final Printed printed = new Printed();
    private final Printer simple = new SimplePrinter(printed.io(), false, false);
    private final Printer json = new JsonPrinter(printed.io().out(), false);
    private final Printer fields = new FieldsPrinter(printed.io().out(), false);

    @Test
    void simpleAlternatesKeysAndValues() {
        simple.get(TWO);
        assertThat(printed.out()).isEqualTo("a\n1\nb\n\n");
    }

    @Test
    void simpleKeepsBytesThatAreNoText() {
        KeyValue odd = new KeyValue(Bytes.fromHex("ff00"), Bytes.fromHex("fe"), 1, 1, 1, 0);
        simple.get(new RangeResult(HEADER, List.of(odd), false, 1));
        assertThat(printed.bytes()).containsExactly(0xff, 0x00, '\n', 0xfe, '\n');
    }

    @Test
    void simpleShowsBytesInHexadecimal() {
        new SimplePrinter(printed.io(), true, false).get(TWO);
        assertThat(printed.out()).isEqualTo("\\x61\n\\x31\n\\x62\n\n");
    }

    @Test
    void simpleLeavesKeysOut() {
        new SimplePrinter(printed.io(), false, true).get(TWO);
        assertThat(printed.out()).isEqualTo("1\n\n");
    }

    @Test
    void simpleSaysWhatAWriteDid() {
        simple.put(new PutResult(HEADER, null));
        simple.put(new PutResult(HEADER, kv("a", "0")));
        simple.delete(new DeleteResult(HEADER, 1, List.of(kv("a", "1"))));
        assertThat(printed.out()).isEqualTo("OK\nOK\na\n0\n1\na\n1\n");
    }

    @Test
    void simplePartsTheAnswersOfATransactionByEmptyLines() {
        simple.txn(TXN);
        simple.txn(new TxnResult(HEADER, false, List.of()));
        assertThat(printed.out()).isEqualTo("SUCCESS\n\na\n1\n\nOK\nb\n0\n\n0\nFAILURE\n");
    }

    @Test
    void simpleTellsEvents() {
        simple.watch(EVENTS);
        assertThat(printed.out()).isEqualTo("PUT\na\n1\na\n2\nDELETE\na\n\n");
    }

    @Test
    void jsonOfARangeLeavesZeroFieldsOut() {
        json.get(TWO);
        json.get(new RangeResult(HEADER, List.of(), false, 0));
        assertThat(printed.out())
                .isEqualTo("{\"header\":{\"cluster_id\":13455796455940752355,\"member_id\":443629905751424238,"
                        + "\"revision\":7,\"raft_term\":2},\"kvs\":[{\"key\":\"YQ==\",\"create_revision\":5,"
                        + "\"mod_revision\":7,\"version\":2,\"value\":\"MQ==\"},{\"key\":\"Yg==\","
                        + "\"create_revision\":5,\"mod_revision\":7,\"version\":2}],\"more\":true,\"count\":3}\n"
                        + "{\"header\":{\"cluster_id\":13455796455940752355,\"member_id\":443629905751424238,"
                        + "\"revision\":7,\"raft_term\":2}}\n");
    }

    @Test
    void jsonOfATransactionWrapsEachAnswer() {
        json.txn(TXN);
        assertThat(printed.out())
                .isEqualTo("{\"header\":{\"cluster_id\":13455796455940752355,\"member_id\":443629905751424238,"
                        + "\"revision\":7,\"raft_term\":2},\"succeeded\":true,\"responses\":["
                        + "{\"Response\":{\"response_range\":{\"header\":{\"revision\":6},\"kvs\":[{\"key\":\"YQ==\","
                        + "\"create_revision\":5,\"mod_revision\":7,\"version\":2,\"value\":\"MQ==\"}],\"count\":1}}},"
                        + "{\"Response\":{\"response_put\":{\"header\":{\"revision\":7},\"prev_kv\":{\"key\":\"Yg==\","
                        + "\"create_revision\":5,\"mod_revision\":7,\"version\":2,\"value\":\"MA==\"}}}},"
                        + "{\"Response\":{\"response_delete_range\":{\"header\":{\"revision\":7}}}}]}\n");
    }

    @Test
    void jsonOfAWatchNumbersTheKindsOfEvents() {
        json.watch(EVENTS);
        json.watch(new WatchMessage(ResponseHeader.EMPTY, List.of(), WatchMessage.Kind.REFUSED, 0));
        assertThat(printed.out())
                .isEqualTo("{\"Header\":{\"cluster_id\":13455796455940752355,\"member_id\":443629905751424238,"
                        + "\"revision\":7,\"raft_term\":2},\"Events\":[{\"kv\":{\"key\":\"YQ==\","
                        + "\"create_revision\":5,"
                        + "\"mod_revision\":7,\"version\":2,\"value\":\"Mg==\"},\"prev_kv\":{\"key\":\"YQ==\","
                        + "\"create_revision\":5,\"mod_revision\":7,\"version\":2,\"value\":\"MQ==\"}},"
                        + "{\"type\":1,"
                        + "\"kv\":{\"key\":\"YQ==\",\"mod_revision\":8}}],\"CompactRevision\":0,"
                        + "\"Canceled\":false,"
                        + "\"Created\":false}\n"
                        + "{\"Header\":{},\"Events\":null,\"CompactRevision\":0,\"Canceled\":true,"
                        + "\"Created\":false}\n");
    }

    @Test
    void fieldsOfADelete() {
        fields.delete(new DeleteResult(HEADER, 1, List.of(kv("a", "x\ny"))));
        assertThat(printed.out()).isEqualTo("""
                "ClusterID" : 13455796455940752355
                "MemberID" : 443629905751424238
                "Revision" : 7
                "RaftTerm" : 2
                "Deleted" : 1
                "PrevKey" : "a"
                "PrevCreateRevision" : 5
                "PrevModRevision" : 7
                "PrevVersion" : 2
                "PrevValue" : "x\\ny"
                "PrevLease" : 0
                """);
    }

    @Test
    void fieldsInHexadecimalShowIdsSo() {
        new FieldsPrinter(printed.io().out(), true).get(new RangeResult(HEADER, List.of(kv("a", "1")), false, 1));
        assertThat(printed.out()).isEqualTo("""
                "ClusterID" : babc9795b64f03e3
                "MemberID" : 628170c800dbcee
                "Revision" : 7
                "RaftTerm" : 2
                "Key" : "a"
                "CreateRevision" : 5
                "ModRevision" : 7
                "Version" : 2
                "Value" : "1"
                "Lease" : 0000000000000000
                "More" : false
                "Count" : 1
                """);
    }
}
