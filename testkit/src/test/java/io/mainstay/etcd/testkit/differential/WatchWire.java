package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import io.mainstay.etcd.gateway.internal.json.Frame;
import io.mainstay.etcd.gateway.internal.json.MalformedAnswerException;
import io.mainstay.etcd.gateway.internal.json.Routes;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;

/** The way that commands of a watch stream take to a server. Its messages come into an inbox. */
interface WatchWire extends AutoCloseable {
    void send(WatchCommand command);

    @Override
    void close();

    /** A stream of a transport. */
    static WatchWire overTransport(Line line, BlockingQueue<Object> inbox) {
        Exchange<WatchCommand> stream = line.transport()
                .open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<WatchReply>() {
                    @Override
                    public void onMessage(WatchReply message) {
                        inbox.add(new WatchMessage(message, null));
                    }

                    @Override
                    public void onEnd(TransportFailure failure) {
                        inbox.add("the stream ended: " + failure);
                    }
                });
        stream.request(1_000_000);
        return new WatchWire() {
            @Override
            public void send(WatchCommand command) {
                stream.send(command);
            }

            @Override
            public void close() {
                stream.cancel();
            }
        };
    }

    /** A WebSocket of a gateway. */
    static WatchWire overWebSocket(Port port, BlockingQueue<Object> inbox) throws Exception {
        WebSocketLine socket = new WebSocketLine(port.endpoint(), "/v3/watch", json -> inbox.add(message(json)));
        return new WatchWire() {
            @Override
            public void send(WatchCommand command) {
                socket.say(json(command));
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** A command as the gateway takes it. */
    static String json(WatchCommand command) {
        return new String(Routes.of(Rpcs.WATCH).write(command), StandardCharsets.UTF_8);
    }

    /** What the gateway says, or the text of what is no message of a watch. */
    static Object message(JsonElement json) {
        try {
            Frame<WatchReply> frame =
                    Routes.of(Rpcs.WATCH).readFrame(json.toString().getBytes(StandardCharsets.UTF_8));
            return frame instanceof Frame.Message<WatchReply> message
                    ? new WatchMessage(message.value(), HttpGateway.normal(json, ""))
                    : "it failed: " + json;
        } catch (MalformedAnswerException e) {
            return "no message of a watch: " + json;
        }
    }
}
