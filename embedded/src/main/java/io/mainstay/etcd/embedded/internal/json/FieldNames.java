package io.mainstay.etcd.embedded.internal.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Fields by the names that JSON may call them. */
final class FieldNames {
    private static final Map<Descriptor, Map<String, FieldDescriptor>> KNOWN = new ConcurrentHashMap<>();

    private FieldNames() {}

    /** The field of this name in the {@code .proto}, or in camel case. */
    static @Nullable FieldDescriptor find(Descriptor message, String name) {
        return KNOWN.computeIfAbsent(message, FieldNames::all).get(name);
    }

    private static Map<String, FieldDescriptor> all(Descriptor message) {
        Map<String, FieldDescriptor> fields = new HashMap<>();
        for (FieldDescriptor field : message.getFields()) {
            fields.put(field.getName(), field);
        }
        for (FieldDescriptor field : message.getFields()) {
            fields.put(field.getJsonName(), field);
        }
        return fields;
    }
}
