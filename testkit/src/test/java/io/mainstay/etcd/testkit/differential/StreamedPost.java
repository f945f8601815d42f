package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A request to a gateway whose answer is a stream of lines, handed on as they come; who closes it leaves. */
final class StreamedPost implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Ear ear;
    private final CompletableFuture<HttpResponse<Void>> answer;

    StreamedPost(Port port, String path, BodyPublisher body, Consumer<JsonElement> heard) {
        ear = new Ear(heard);
        HttpRequest request = HttpRequest.newBuilder(URI.create(port.endpoint() + path))
                .POST(body)
                .build();
        answer = HTTP.sendAsync(request, BodyHandlers.fromLineSubscriber(ear));
    }

    @Override
    public void close() {
        answer.cancel(true);
        ear.leave();
    }

    /** Takes in lines; their end, and whatever goes wrong, is a line of text. */
    private static final class Ear implements Flow.Subscriber<String> {
        private final Consumer<JsonElement> heard;
        private boolean left;
        private Flow.Subscription lines;

        Ear(Consumer<JsonElement> heard) {
            this.heard = heard;
        }

        @Override
        public synchronized void onSubscribe(Flow.Subscription subscription) {
            lines = subscription;
            if (left) {
                lines.cancel();
            } else {
                lines.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(String line) {
            try {
                heard.accept(JsonParser.parseString(line));
            } catch (JsonSyntaxException e) {
                heard.accept(new JsonPrimitive(line));
            }
        }

        @Override
        public void onError(Throwable failure) {
            heard.accept(new JsonPrimitive("it broke: " + failure));
        }

        @Override
        public void onComplete() {
            heard.accept(new JsonPrimitive("it ended"));
        }

        synchronized void leave() {
            left = true;
            if (lines != null) {
                lines.cancel();
            }
        }
    }
}
