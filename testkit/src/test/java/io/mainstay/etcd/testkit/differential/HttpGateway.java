package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import io.mainstay.etcd.testkit.differential.GatewayRequests.Ask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;

/** A gateway as a program without any library of etcd sees it. What no two servers have in common is made equal. */
final class HttpGateway {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Headers of the answer that say something; the rest is the server's own affair. */
    private static final List<String> HEADERS = List.of(
            "content-type",
            "grpc-metadata-content-type",
            "access-control-allow-origin",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "x-content-type-options",
            "www-authenticate",
            "allow",
            "location");

    /** Fields that hold what is a server's own: its ids, its log, its file, its version, and seconds left. */
    private static final Set<String> OWN = Set.of(
            "cluster_id",
            "member_id",
            "leader",
            "raftIndex",
            "raftAppliedIndex",
            "dbSize",
            "dbSizeInUse",
            "version",
            "storageVersion",
            "etcdserver",
            "etcdcluster",
            "storage",
            "name",
            "peerURLs",
            "clientURLs",
            "token");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String endpoint;

    HttpGateway(String endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * What is seen of an answer.
     *
     * @param body each line of JSON parsed, or else the text
     */
    record Seen(int status, Map<String, String> headers, List<JsonElement> body) {
        /** The same without the order of its lists, and without what time changes. */
        Seen inAnyOrder() {
            return new Seen(
                    status, headers, body.stream().map(line -> sorted(line, "")).toList());
        }
    }

    /**
     * An answer as it came, beside what is seen of it.
     *
     * @param bytes of the body
     */
    record Whole(Seen seen, byte[] bytes) {}

    /** Asks, and waits for the whole answer. */
    Seen ask(Ask ask) throws IOException, InterruptedException {
        return askAs(null, ask).seen();
    }

    /** Asks as whom an authorization says, or as nobody. */
    Whole askAs(String authorization, Ask ask) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request(ask, authorization), BodyHandlers.ofByteArray());
        return whole(answer);
    }

    private static Whole whole(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return new Whole(new Seen(answer.statusCode(), headers(answer), lines(text)), answer.body());
    }

    /** Asks, waits for so many lines of the answer, and leaves. */
    Seen askForLines(Ask ask, int lines) throws IOException, InterruptedException {
        return askForLinesAs(null, ask, lines);
    }

    /** The same as whom an authorization says. */
    Seen askForLinesAs(String authorization, Ask ask, int lines) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request(ask, authorization), BodyHandlers.ofInputStream());
        List<JsonElement> seen = new ArrayList<>();
        try (BufferedReader body = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            while (seen.size() < lines) {
                String line = body.readLine();
                if (line == null) {
                    break;
                }
                seen.add(normal(JsonParser.parseString(line), ""));
            }
        }
        return new Seen(answer.statusCode(), headers(answer), seen);
    }

    /** Asks without an end to its patience, and hands on the whole answer; what it gives back ends the request. */
    Runnable start(Ask ask, BiConsumer<Whole, Throwable> then) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + ask.path()))
                .method(ask.method(), BodyPublishers.ofByteArray(ask.body()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        answer.whenComplete((done, failure) -> then.accept(done == null ? null : whole(done), failure));
        return () -> answer.cancel(true);
    }

    private HttpRequest request(Ask ask, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + ask.path()))
                .timeout(PATIENCE)
                .method(ask.method(), BodyPublishers.ofByteArray(ask.body()));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private static Map<String, String> headers(HttpResponse<?> answer) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : HEADERS) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private static List<JsonElement> lines(String text) {
        List<JsonElement> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            try {
                lines.add(normal(JsonParser.parseString(line), ""));
            } catch (JsonSyntaxException e) {
                lines.add(new JsonPrimitive(line));
            }
        }
        return lines;
    }

    static JsonElement normal(JsonElement value, String field) {
        if (OWN.contains(field) && !isOfKey(field, value)) {
            return new JsonPrimitive(field + " of its own");
        }
        if (value instanceof JsonObject object) {
            JsonObject normal = new JsonObject();
            object.entrySet().forEach(entry -> normal.add(entry.getKey(), normal(entry.getValue(), entry.getKey())));
            return normal;
        }
        if (value instanceof JsonArray array) {
            JsonArray normal = new JsonArray();
            array.forEach(element -> normal.add(normal(element, "")));
            return normal;
        }
        if (value instanceof JsonPrimitive plain && plain.isString()) {
            return new JsonPrimitive(text(field, plain.getAsString()));
        }
        return value;
    }

    private static JsonElement sorted(JsonElement value, String field) {
        if (field.equals("TTL")) {
            return new JsonPrimitive("some time");
        } else if (value instanceof JsonObject object) {
            JsonObject sorted = new JsonObject();
            object.entrySet().forEach(entry -> sorted.add(entry.getKey(), sorted(entry.getValue(), entry.getKey())));
            return sorted;
        } else if (value instanceof JsonArray array) {
            JsonArray sorted = new JsonArray();
            StreamSupport.stream(array.spliterator(), false)
                    .map(element -> sorted(element, ""))
                    .sorted(Comparator.comparing(JsonElement::toString))
                    .forEach(sorted::add);
            return sorted;
        }
        return value;
    }

    /** How often a key was put has the name of what a server calls its release. */
    private static boolean isOfKey(String field, JsonElement value) {
        return field.equals("version")
                && value instanceof JsonPrimitive plain
                && !plain.getAsString().contains(".");
    }

    private static String text(String field, String text) {
        boolean chosenByServer = field.equals("ID") && text.length() > 9;
        boolean secondsLeft = field.equals("TTL") && (text.equals("99") || text.equals("100"));
        // Go's protobuf writes one space or another, so that nobody relies on its words.
        return chosenByServer ? "by chance" : secondsLeft ? "about 100" : text.replace('\u00a0', ' ');
    }
}
