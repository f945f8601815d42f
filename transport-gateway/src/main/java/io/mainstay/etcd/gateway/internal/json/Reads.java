package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a value is read from JSON. */
interface Reads<T> {
    /** Reads the value whose first token is the parser's current one, up to its last. */
    T read(JsonParser in) throws IOException;

    /** What the value is when it is left out; null when that has no value. */
    @Nullable
    T absent();
}
