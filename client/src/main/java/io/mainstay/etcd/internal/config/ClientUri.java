package io.mainstay.etcd.internal.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client's options in one line, like {@code etcd://user:password@h1:2379,h2:2379/namespace?callTimeout=5s}. With
 * {@code etcds} every connection is one with TLS. User, password, namespace and values are percent-encoded where they
 * hold characters of their own meaning.
 *
 * <p>Pure; no message shows what stands before the last {@code @}, or a value that may be secret.
 */
public final class ClientUri {
    private static final String EXAMPLE =
            "; write it like etcd://user:password@h1:2379,h2:2379/namespace?callTimeout=5s";

    private ClientUri() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none; the message names the part
     */
    public static Settings parse(String text) {
        String uri = text.strip();
        String lower = uri.toLowerCase(Locale.ROOT);
        boolean secured = lower.startsWith("etcds://");
        if (!secured && !lower.startsWith("etcd://")) {
            throw new IllegalArgumentException("a client's URI begins with etcd:// or etcds://" + EXAMPLE);
        }
        String rest = uri.substring(uri.indexOf("://") + 3);
        if (rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a # in a client's URI is written %23");
        }
        int question = rest.indexOf('?');
        Map<String, String> values = question < 0 ? new HashMap<>() : parameters(rest.substring(question + 1));
        String place = question < 0 ? rest : rest.substring(0, question);
        int at = place.lastIndexOf('@');
        if (at >= 0) {
            user(place.substring(0, at), values);
        }
        String where = place.substring(at + 1);
        int slash = where.indexOf('/');
        String hosts = slash < 0 ? where : where.substring(0, slash);
        return new Settings(
                endpoints(hosts, secured), slash < 0 ? null : namespace(where.substring(slash)), values, Map.of());
    }

    private static List<String> endpoints(String hosts, boolean secured) {
        List<String> endpoints = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("a host is missing in the URI" + EXAMPLE);
            }
            endpoints.add((secured ? "https://" : "http://") + host);
        }
        return endpoints;
    }

    private static @Nullable String namespace(String path) {
        return path.equals("/") ? null : decode("the namespace", path);
    }

    private static void user(String text, Map<String, String> values) {
        int colon = text.indexOf(':');
        String name = decode("the user", colon < 0 ? text : text.substring(0, colon));
        if (name.isEmpty()) {
            throw new IllegalArgumentException("nobody is named before the @ in the URI" + EXAMPLE);
        }
        if (values.containsKey("user") || colon >= 0 && values.containsKey("password")) {
            throw new IllegalArgumentException("the user is given twice: before the @, and as a parameter");
        }
        values.put("user", name);
        if (colon >= 0) {
            values.put("password", decode("the password", text.substring(colon + 1)));
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> values = new HashMap<>();
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            if (!Settings.NAMES.contains(name)) {
                throw new IllegalArgumentException("a client's URI has no parameter '" + name + "'; there are "
                        + String.join(", ", new TreeSet<>(Settings.NAMES)));
            }
            if (equals < 0 || equals == each.length() - 1) {
                throw new IllegalArgumentException("the parameter " + name + " has no value; write " + name + "=...");
            }
            if (values.put(name, decode("the parameter " + name, each.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("the parameter " + name + " is given twice");
            }
        }
        return values;
    }

    /** Percent-decoded UTF-8; a plus is a plus. */
    private static String decode(String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded[length++] = bytes[i];
                continue;
            }
            int high = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "a % in " + what + " is not followed by two digits; a % itself is written %25");
            }
            decoded[length++] = (byte) (high * 16 + low);
            i += 2;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }
}
