package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A WebSocket to a gateway, as a program without any library of etcd has it. */
final class WebSocketLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<JsonElement> heard = new LinkedBlockingQueue<>();
    private final Consumer<JsonElement> ear;
    private final WebSocket socket;

    /** Opens one; protocols are those that the client names. */
    WebSocketLine(String endpoint, String path, String... protocols) throws Exception {
        ear = one -> heard.add(HttpGateway.normal(one, ""));
        socket = open(endpoint, path, protocols);
    }

    /** Opens one whose messages are handed on as they come, and as they are. */
    WebSocketLine(String endpoint, String path, Consumer<JsonElement> ear) throws Exception {
        this.ear = ear;
        socket = open(endpoint, path);
    }

    private WebSocket open(String endpoint, String path, String... protocols) throws Exception {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
        if (protocols.length > 0) {
            builder.subprotocols(
                    protocols[0],
                    List.of(protocols).subList(1, protocols.length).toArray(String[]::new));
        }
        return builder.buildAsync(URI.create(endpoint.replace("http", "ws") + path), new Ear())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The protocol that the server has agreed to; empty for none. */
    String protocol() {
        return socket.getSubprotocol();
    }

    /** Sends a message of text. */
    void say(String text) {
        socket.sendText(text, true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Sends a message in two frames of bytes. */
    void sayInBytes(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        socket.sendBinary(ByteBuffer.wrap(bytes, 0, half), false).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(bytes, half, bytes.length - half), true)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Asks for a sign of life. */
    void ping() throws Exception {
        socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2})).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Says goodbye. */
    void bye(int status) throws Exception {
        socket.sendClose(status, "that is all").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Drops the connection. */
    void drop() {
        socket.abort();
    }

    /** What is heard next: messages, signs of life, and the end. What no two servers have in common is made equal. */
    List<JsonElement> hear(int count) throws Exception {
        List<JsonElement> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonElement one = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            next.add(one == null ? new JsonPrimitive("nothing") : one);
        }
        return next;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                ear.accept(read(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            ear.accept(new JsonPrimitive("bytes"));
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            ear.accept(new JsonPrimitive("pong " + message.remaining()));
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ear.accept(new JsonPrimitive("closed " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ear.accept(new JsonPrimitive("broken"));
        }

        private static JsonElement read(String text) {
            try {
                return JsonParser.parseString(text);
            } catch (JsonSyntaxException e) {
                return new JsonPrimitive(text);
            }
        }
    }
}
