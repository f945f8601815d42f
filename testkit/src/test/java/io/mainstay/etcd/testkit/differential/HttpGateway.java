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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
            "clientURLs");

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
    record Seen(int status, Map<String, String> headers, List<JsonElement> body) {}

    /** Asks, and waits for the whole answer. */
    Seen ask(Ask ask) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request(ask), BodyHandlers.ofByteArray());
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return new Seen(answer.statusCode(), headers(answer), lines(text));
    }

    /** Asks, waits for so many lines of the answer, and leaves. */
    Seen askForLines(Ask ask, int lines) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request(ask), BodyHandlers.ofInputStream());
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

    private HttpRequest request(Ask ask) {
        return HttpRequest.newBuilder(URI.create(endpoint + ask.path()))
                .timeout(PATIENCE)
                .method(ask.method(), BodyPublishers.ofByteArray(ask.body()))
                .build();
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

    private static JsonElement normal(JsonElement value, String field) {
        if (OWN.contains(field)) {
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

    private static String text(String field, String text) {
        boolean chosenByServer = field.equals("ID") && text.length() > 9;
        boolean secondsLeft = field.equals("TTL") && (text.equals("99") || text.equals("100"));
        // Go's protobuf writes one space or another, so that nobody relies on its words.
        return chosenByServer ? "by chance" : secondsLeft ? "about 100" : text.replace('\u00a0', ' ');
    }
}
