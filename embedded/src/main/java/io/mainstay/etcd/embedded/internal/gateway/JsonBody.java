package io.mainstay.etcd.embedded.internal.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.embedded.internal.json.BadJsonException;
import io.mainstay.etcd.embedded.internal.json.JsonSplitter;
import io.mainstay.etcd.embedded.internal.json.MessageReader;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** The messages in the body of a request, one behind the other, as the body comes. */
final class JsonBody {
    /** How much longer a message may be in JSON than on the wire: base64, escapes and field names take room. */
    private static final int ROOM = 4;

    private final Message form;
    private final int maxMessageBytes;
    private final JsonSplitter splitter;
    private JsonSplitter.Part part = new JsonSplitter.Part(new byte[0]);

    JsonBody(Message form, int maxMessageBytes) {
        this.form = form;
        this.maxMessageBytes = maxMessageBytes;
        splitter = new JsonSplitter(longest(maxMessageBytes));
    }

    /** How many bytes a message may have in JSON. */
    static int longest(int maxMessageBytes) {
        return (int) Math.min(Integer.MAX_VALUE / 2, (long) ROOM * maxMessageBytes);
    }

    /** Takes a part of the body. */
    void add(ByteBuf bytes) {
        part = new JsonSplitter.Part(ByteBufUtil.getBytes(bytes));
    }

    /**
     * The next message in the part that was taken last.
     *
     * @return the message, or null when the part is used up
     * @throws StatusRuntimeException with the status to refuse the request with
     */
    @Nullable
    Message next() {
        try {
            return read(splitter.next(part));
        } catch (BadJsonException e) {
            throw refused(e);
        } catch (JsonSplitter.TooLongException e) {
            throw Statuses.tooLarge(ROOM * maxMessageBytes, maxMessageBytes).asRuntimeException();
        }
    }

    /**
     * The last message, if its end did not show before the end of the body; null when there is none.
     *
     * @throws StatusRuntimeException with the status to refuse the request with
     */
    @Nullable
    Message last() {
        try {
            return read(splitter.end());
        } catch (BadJsonException e) {
            throw refused(e);
        }
    }

    private @Nullable Message read(byte @Nullable [] json) {
        if (json == null) {
            return null;
        }
        Message message = MessageReader.read(json, form);
        int size = message.getSerializedSize();
        if (size > maxMessageBytes) {
            throw Statuses.tooLarge(size, maxMessageBytes).asRuntimeException();
        }
        return message;
    }

    private static StatusRuntimeException refused(BadJsonException e) {
        return Status.INVALID_ARGUMENT.withDescription(e.text()).asRuntimeException();
    }
}
