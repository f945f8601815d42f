package io.mainstay.etcd.testkit.parity;

import io.mainstay.etcd.testkit.parity.Directive.Level;
import io.mainstay.etcd.testkit.parity.Directive.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All directives in force, which are replaced together. */
record DirectiveSet(List<Directive> directives) {
    static final DirectiveSet EMPTY = new DirectiveSet(List.of());

    /** The highest level that applies; allocates nothing. */
    Level evaluate(String requestId, Target request, long now) {
        Level highest = Level.Off;
        for (int i = 0; i < directives.size(); i++) {
            Directive one = directives.get(i);
            if (one.level().compareTo(highest) > 0 && one.appliesTo(requestId, request, now)) {
                highest = one.level();
            }
        }
        return highest;
    }

    boolean wantsCapture(String requestId, Target request, long now) {
        return directives.stream().anyMatch(one -> one.capture() && one.appliesTo(requestId, request, now));
    }

    boolean wantsRingBuffer(String requestId, Target request, long now) {
        return directives.stream().anyMatch(one -> one.ringBuffer() && one.appliesTo(requestId, request, now));
    }

    /** The set as text that may be published again as it is. */
    String introspect() {
        StringBuilder text = new StringBuilder("{\"directives\":[");
        for (Directive one : directives) {
            text.append(text.charAt(text.length() - 1) == '}' ? "," : "")
                    .append("{\"id\":\"" + one.id() + "\",\"level\":\"" + one.level() + "\",\"expires_at\":")
                    .append(one.expiresAt());
            field(text, "tenant", one.target().tenant());
            field(text, "index", one.target().index());
            field(text, "principal", one.target().principal());
            field(text, "endpoint", one.target().endpoint());
            text.append(",\"sample_per_mille\":" + one.samplePerMille() + ",\"ring_buffer\":" + one.ringBuffer()
                    + ",\"capture\":" + one.capture() + "}");
        }
        return text.append("]}").toString();
    }

    private static void field(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(",\"" + name + "\":\"" + value + "\"");
        }
    }
}
