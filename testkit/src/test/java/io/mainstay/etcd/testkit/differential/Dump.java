package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.StringJoiner;

/** Values in full, for the message of a failed test: what their own toString holds back as a possible secret. */
final class Dump {
    private static final int MOST = 48;

    private Dump() {}

    static String of(Object value) {
        if (value instanceof Bytes bytes) {
            return bytes(bytes);
        }
        if (value instanceof Collection<?> many) {
            StringJoiner text = new StringJoiner(", ", "[", "]");
            many.forEach(one -> text.add(of(one)));
            return text.toString();
        }
        if (value instanceof Record) {
            return record(value);
        }
        return String.valueOf(value);
    }

    private static String record(Object value) {
        StringJoiner text = new StringJoiner(", ", value.getClass().getSimpleName() + "(", ")");
        for (RecordComponent part : value.getClass().getRecordComponents()) {
            try {
                part.getAccessor().setAccessible(true);
                text.add(part.getName() + "=" + of(part.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a record hides its parts", e);
            }
        }
        return text.toString();
    }

    private static String bytes(Bytes bytes) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(bytes.size(), MOST); i++) {
            int at = bytes.at(i) & 0xff;
            text.append(at >= 0x20 && at < 0x7f ? String.valueOf((char) at) : String.format("\\x%02x", at));
        }
        return text.append(bytes.size() > MOST ? "'... " + bytes.size() + " bytes" : "'")
                .toString();
    }
}
