package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** How a value is written to JSON. */
interface Writes<T> {
    void write(JsonGenerator out, T value) throws IOException;

    /** Whether the value says no more than leaving it out. */
    boolean isAbsent(T value);
}
