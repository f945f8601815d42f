package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param method the method
 * @param path where, in plain characters
 * @param query what is behind the question mark, as it came
 * @param options the same, taken apart
 */
record Asked(HttpMethod method, String path, String query, Map<String, List<String>> options) {
    /** Reads the target of a request; null when it is no good. */
    static @Nullable Asked of(HttpRequest request) {
        String target = withoutHost(request.uri());
        int mark = target.indexOf('?');
        String query = mark < 0 ? "" : target.substring(mark + 1);
        String rawPath = mark < 0 ? target : target.substring(0, mark);
        try {
            // A plus is a plus in a path, and a space only in a query.
            String path = QueryStringDecoder.decodeComponent(rawPath.replace("+", "%2B"));
            boolean ours =
                    path.startsWith("/") || path.equals("*") && request.method().equals(HttpMethod.OPTIONS);
            return ours
                    ? new Asked(request.method(), path, query, new QueryStringDecoder(query, false).parameters())
                    : null;
        } catch (IllegalArgumentException badEscape) {
            return null;
        }
    }

    /** The path without empty steps and dots; a slash at its end stays. */
    String cleanPath() {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/", -1)) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.add(step);
            }
        }
        String clean = "/" + String.join("/", steps);
        return path.endsWith("/") && !clean.equals("/") ? clean + "/" : clean;
    }

    /** Whether something is asked for behind the question mark. */
    boolean has(String option) {
        return options.containsKey(option);
    }

    /** All that is said of an option. */
    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    private static String withoutHost(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0 || uri.startsWith("/")) {
            return uri;
        }
        int slash = uri.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : uri.substring(slash);
    }
}
