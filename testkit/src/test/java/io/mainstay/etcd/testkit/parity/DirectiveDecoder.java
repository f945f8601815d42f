package io.mainstay.etcd.testkit.parity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mainstay.etcd.testkit.parity.Directive.Level;
import io.mainstay.etcd.testkit.parity.Directive.Target;
import io.mainstay.etcd.view.ValueRejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a set of directives, strictly: exact types, known fields, and the whole set or nothing. A reason is a word that
 * shows nothing of the text.
 *
 * @param unixSeconds the time now, which a relative end counts from
 */
record DirectiveDecoder(LongSupplier unixSeconds) {
    private static final JsonFactory JSON =
            JsonFactory.builder().build().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> FIELDS = Set.of(
            "id",
            "level",
            "ttl_secs",
            "expires_at",
            "tenant",
            "index",
            "principal",
            "endpoint",
            "sample_per_mille",
            "ring_buffer",
            "capture");
    private static final Set<String> ENDPOINTS = Set.of(
            "IngestDoc",
            "IngestBulk",
            "Search",
            "MultiSearch",
            "Count",
            "GetById",
            "MultiGet",
            "DeleteById",
            "DeleteByQuery",
            "Cursor",
            "Admin",
            "Unknown");
    private static final int DIRECTIVES_MOST = 1_000;

    DirectiveSet decode(String text) {
        Object parsed;
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            parsed = value(json);
            if (json.nextToken() != null) {
                throw new ValueRejectedException("invalid_json");
            }
        } catch (IOException e) {
            throw new ValueRejectedException("invalid_json");
        }
        Map<?, ?> top = object(parsed);
        if (!(top.get("directives") instanceof List<?> list)) {
            throw new ValueRejectedException(
                    top.isEmpty() || top.containsKey("directives") ? "missing_directives" : "unknown_field");
        }
        check(top.size() == 1, "unknown_field");
        check(list.size() <= DIRECTIVES_MOST, "too_many");
        List<Directive> directives = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object one : list) {
            Directive directive = directive(object(one));
            check(ids.add(directive.id()), "duplicate_id");
            directives.add(directive);
        }
        return new DirectiveSet(List.copyOf(directives));
    }

    private Directive directive(Map<?, ?> fields) {
        check(FIELDS.containsAll(fields.keySet()), "unknown_field");
        check(fields.get("id") instanceof String id && !id.isEmpty(), "missing_id");
        check(fields.get("level") instanceof String, "missing_level");
        String endpoint = text(fields, "endpoint", "bad_endpoint");
        check(endpoint == null || ENDPOINTS.contains(endpoint), "unknown_endpoint");
        Target target = new Target(
                text(fields, "tenant", "bad_target"),
                text(fields, "index", "bad_target"),
                text(fields, "principal", "bad_target"),
                endpoint);
        return new Directive(
                (String) fields.get("id"),
                level((String) fields.get("level")),
                expiry(fields),
                target,
                sample(fields.get("sample_per_mille"), fields.containsKey("sample_per_mille")),
                flag(fields, "ring_buffer"),
                flag(fields, "capture"));
    }

    private static Level level(String name) {
        for (Level level : Level.values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw new ValueRejectedException("unknown_level");
    }

    /** An absolute end is the same wherever and whenever it is read; a relative one counts from the first reading. */
    private long expiry(Map<?, ?> fields) {
        if (fields.get("expires_at") instanceof Long at && !fields.containsKey("ttl_secs")) {
            return at;
        }
        check(fields.get("ttl_secs") instanceof Long && !fields.containsKey("expires_at"), "missing_ttl_secs");
        long ttl = (Long) fields.get("ttl_secs");
        check(ttl > 0, "zero_ttl");
        long now = unixSeconds.getAsLong();
        return ttl > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + ttl;
    }

    private static int sample(@Nullable Object rate, boolean given) {
        if (!given) {
            return 1000;
        }
        check(rate instanceof Long number && number >= 0 && number <= 1000, "bad_sample_rate");
        return ((Long) rate).intValue();
    }

    private static @Nullable String text(Map<?, ?> fields, String name, String otherwise) {
        if (!fields.containsKey(name)) {
            return null;
        }
        check(fields.get(name) instanceof String, otherwise);
        return (String) fields.get(name);
    }

    private static boolean flag(Map<?, ?> fields, String name) {
        check(!fields.containsKey(name) || fields.get(name) instanceof Boolean, "bad_flag");
        return Boolean.TRUE.equals(fields.get(name));
    }

    private static Map<?, ?> object(@Nullable Object parsed) {
        if (parsed instanceof Map<?, ?> map) {
            return map;
        }
        throw new ValueRejectedException("not_an_object");
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new ValueRejectedException(otherwise);
        }
    }

    /** The value at the parser's token: maps, lists, text, whole numbers, flags, null; other numbers as they are. */
    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            throw new ValueRejectedException("invalid_json");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new HashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    map.put(name, value(json));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? json.getDecimalValue()
                        : (Object) json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> json.getDecimalValue();
        };
    }
}
