package io.mainstay.etcd.embedded.internal.json;

import io.mainstay.etcd.embedded.internal.json.JsonTokens.Kind;
import io.mainstay.etcd.embedded.internal.json.JsonTokens.Token;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the plain members of a JSON object: strings as they are, numbers as {@link Double}; all others are left out.
 */
public final class JsonScalars {
    private JsonScalars() {}

    /**
     * The members.
     *
     * @throws BadJsonException when the text is not one object
     */
    public static Map<String, Object> read(byte[] json) {
        JsonSplitter splitter = new JsonSplitter(json.length);
        byte[] value = splitter.next(new JsonSplitter.Part(json));
        if (value == null) {
            throw new BadJsonException("unexpected EOF");
        }
        JsonTokens tokens = new JsonTokens(value);
        Token open = tokens.next();
        if (open.kind() != Kind.OPEN_OBJECT) {
            throw tokens.unexpected(open);
        }
        Map<String, Object> members = new HashMap<>();
        for (Token name = tokens.next(); name.kind() != Kind.CLOSE_OBJECT; name = tokens.next()) {
            Kind kind = tokens.peek();
            if (kind == Kind.STRING) {
                members.put(name.text(), tokens.next().text());
            } else if (kind == Kind.NUMBER) {
                members.put(name.text(), Double.valueOf(tokens.next().text()));
            } else {
                tokens.skipValue();
            }
        }
        return members;
    }
}
