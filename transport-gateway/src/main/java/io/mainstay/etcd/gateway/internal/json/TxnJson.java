package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transactions, which may hold transactions. */
final class TxnJson {
    private static final Field<Shape<RangeResult>> RANGED = Field.of("response_range", KvJson.RANGED);
    private static final Field<Shape<PutResult>> PUT_DONE = Field.of("response_put", KvJson.PUT_DONE);
    private static final Field<Shape<DeleteResult>> DELETE_DONE = Field.of("response_delete_range", KvJson.DELETE_DONE);
    private static final Field<Reads<TxnResult>> NESTED_DONE = Field.of("response_txn", new NestedDone());
    private static final Field<Kind<Boolean>> SUCCEEDED = Field.of("succeeded", FLAG);

    private static final Shape<OpResult> OP_DONE = Shape.of(RANGED, PUT_DONE, DELETE_DONE, NESTED_DONE)
            .as(row -> Stream.<@Nullable OpResult>of(
                            row.find(RANGED), row.find(PUT_DONE), row.find(DELETE_DONE), row.find(NESTED_DONE))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new MalformedAnswerException(
                            "an operation of the transaction is answered with a kind this client does not know")));

    private static final Field<Reads<List<OpResult>>> RESPONSES = Field.of("responses", Listing.read(() -> OP_DONE));

    static final Shape<TxnResult> TXN_DONE = Shape.of(HEADER, SUCCEEDED, RESPONSES)
            .as(row -> new TxnResult(row.get(HEADER), row.get(SUCCEEDED), row.get(RESPONSES)));

    private static final Form<Compare> COMPARE = Form.<Compare>empty()
            .with(KvJson.KEY, c -> c.range().key())
            .with(KvJson.RANGE_END, c -> c.range().end())
            .with(Field.of("result", Choice.of(Compare.Relation.class)), Compare::relation)
            .with(
                    Field.of("target", Choice.of(Target.values(), "VERSION", "CREATE", "MOD", "VALUE", "LEASE")),
                    Compare::target)
            .with(KvJson.VERSION, number(Target.VERSION))
            .with(KvJson.CREATE_REVISION, number(Target.CREATE_REVISION))
            .with(KvJson.MOD_REVISION, number(Target.MOD_REVISION))
            .with(KvJson.LEASE, number(Target.LEASE))
            .with(KvJson.VALUE, c -> c.target() == Target.VALUE ? c.value() : null);

    private static final Form<Op> OP = Form.<Op>empty()
            .with(Field.of("request_range", KvJson.RANGE), only(RangeRequest.class))
            .with(Field.of("request_put", KvJson.PUT), only(PutRequest.class))
            .with(Field.of("request_delete_range", KvJson.DELETE), only(DeleteRequest.class))
            .with(Field.of("request_txn", new Nested()), only(TxnRequest.class));

    static final Form<TxnRequest> TXN = Form.<TxnRequest>empty()
            .with(Field.of("compare", Listing.write(() -> COMPARE)), TxnRequest::compares)
            .with(Field.of("success", Listing.write(() -> OP)), TxnRequest::success)
            .with(Field.of("failure", Listing.write(() -> OP)), TxnRequest::failure);

    private TxnJson() {}

    /** The operand of a comparison, when it is for this target. */
    private static Function<Compare, @Nullable Long> number(Target target) {
        return compare -> compare.target() == target ? compare.number() : null;
    }

    private static <O extends Op> Function<Op, @Nullable O> only(Class<O> type) {
        return op -> type.isInstance(op) ? type.cast(op) : null;
    }

    /** A transaction inside a transaction, as it is sent. */
    private static final class Nested implements Writes<TxnRequest> {
        @Override
        public void write(JsonGenerator out, TxnRequest value) throws IOException {
            TXN.write(out, value);
        }

        @Override
        public boolean isAbsent(TxnRequest value) {
            return false;
        }
    }

    /** A transaction inside a transaction, as it is answered. */
    private static final class NestedDone implements Reads<TxnResult> {
        @Override
        public TxnResult read(JsonParser in) throws IOException {
            return TXN_DONE.read(in);
        }

        @Override
        public @Nullable TxnResult absent() {
            return null;
        }
    }
}
