package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import io.mainstay.etcd.spi.WatchReply;

/**
 * One message of a watch stream.
 *
 * @param reply what it says
 * @param json the same as it came, without what is the server's own; null where messages are not JSON
 */
record WatchMessage(WatchReply reply, JsonElement json) {
    /** What must be equal of a message about a watch itself. */
    Object fact() {
        return json != null
                ? json
                : reply.kind() + " id " + reply.watchId() + " at "
                        + reply.header().revision() + " compacted " + reply.compactRevision() + " because '"
                        + reply.cancelReason() + "'";
    }

    /** What must be equal of a message with events, whose events are compared already. */
    Object shape() {
        return json != null
                ? json
                : reply.events().size() + " events at " + reply.header().revision()
                        + (reply.fragment() ? " and more" : "");
    }
}
