package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;
import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;
import static io.mainstay.etcd.gateway.internal.json.Scalars.TEXT;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The watch stream. */
final class WatchJson {
    private static final Field<Kind<Long>> WATCH_ID = Field.of("watch_id", INT64);
    private static final Field<Kind<Boolean>> FRAGMENT = Field.of("fragment", FLAG);

    private static final Form<WatchCommand.Create> CREATE = Form.<WatchCommand.Create>empty()
            .with(KvJson.KEY, c -> c.range().key())
            .with(KvJson.RANGE_END, c -> c.range().end())
            .with(Field.of("start_revision", INT64), WatchCommand.Create::startRevision)
            .with(Field.of("progress_notify", FLAG), WatchCommand.Create::progressNotify)
            .with(
                    Field.of("filters", Listing.write(() -> Choice.of(WatchFilter.values(), "NOPUT", "NODELETE"))),
                    c -> List.copyOf(c.filters()))
            .with(KvJson.WANTS_PREV_KV, WatchCommand.Create::prevKv)
            .with(WATCH_ID, WatchCommand.Create::watchId)
            .with(FRAGMENT, WatchCommand.Create::fragment);

    private static final Form<WatchCommand.Cancel> CANCEL =
            Form.<WatchCommand.Cancel>empty().with(WATCH_ID, WatchCommand.Cancel::watchId);

    private static final Form<WatchCommand.Progress> PROGRESS = Form.empty();

    static final Form<WatchCommand> COMMAND = Form.<WatchCommand>empty()
            .with(Field.of("create_request", CREATE), only(WatchCommand.Create.class))
            .with(Field.of("cancel_request", CANCEL), only(WatchCommand.Cancel.class))
            .with(Field.of("progress_request", PROGRESS), only(WatchCommand.Progress.class));

    private static final Field<Choice<WatchEvent.Type>> TYPE = Field.of("type", Choice.of(WatchEvent.Type.class));
    private static final Field<Shape<KeyValue>> KV = Field.of("kv", KvJson.KEY_VALUE);
    private static final Shape<WatchEvent> EVENT = Shape.of(TYPE, KV, KvJson.PREV_KV)
            .as(row -> new WatchEvent(row.get(TYPE), row.get(KV), row.find(KvJson.PREV_KV)));

    private static final Field<Kind<Boolean>> CREATED = Field.of("created", FLAG);
    private static final Field<Kind<Boolean>> CANCELED = Field.of("canceled", FLAG);
    private static final Field<Kind<Long>> COMPACT_REVISION = Field.of("compact_revision", INT64);
    private static final Field<Kind<String>> CANCEL_REASON = Field.of("cancel_reason", TEXT);
    private static final Field<Reads<List<WatchEvent>>> EVENTS = Field.of("events", Listing.read(() -> EVENT));

    static final Shape<WatchReply> REPLY = Shape.of(
                    HEADER, WATCH_ID, CREATED, CANCELED, COMPACT_REVISION, CANCEL_REASON, FRAGMENT, EVENTS)
            .as(row -> new WatchReply(
                    row.get(HEADER),
                    row.get(WATCH_ID),
                    kind(row.get(CREATED), row.get(CANCELED)),
                    row.get(COMPACT_REVISION),
                    row.get(CANCEL_REASON),
                    row.get(FRAGMENT),
                    row.get(EVENTS)));

    private WatchJson() {}

    private static WatchReply.Kind kind(boolean created, boolean canceled) {
        if (created) {
            return canceled ? WatchReply.Kind.REFUSED : WatchReply.Kind.CREATED;
        }
        return canceled ? WatchReply.Kind.CANCELED : WatchReply.Kind.EVENTS;
    }

    private static <C extends WatchCommand> Function<WatchCommand, @Nullable C> only(Class<C> type) {
        return command -> type.isInstance(command) ? type.cast(command) : null;
    }
}
