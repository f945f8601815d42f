package io.mainstay.console.tour;

import io.mainstay.console.output.Stdio;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.spi.TransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The tour through the client's capabilities, chapter by chapter. It removes the keys it made, also when it fails. */
public final class Tour {
    private static final List<Chapter> CHAPTERS = List.of(
            new KeysChapter(),
            new HistoryChapter(),
            new CompareAndSwapChapter(),
            new BulkChapter(),
            new NestedTxnChapter(),
            new LeaseChapter(),
            new WatchChapter(),
            new FlowChapter(),
            new ViewChapter(),
            new StreamChapter(),
            new PresenceChapter(),
            new AsyncChapter(),
            new EncryptionChapter(),
            new GatewayChapter(),
            new ClusterChapter(),
            new ErrorsChapter());

    private final Stage stage;
    private final TransportProvider transport;
    private final Duration callTimeout;

    /** A tour over a transport. */
    public Tour(Stdio io, TransportProvider transport, Duration callTimeout) {
        this.stage = new Stage(io.out(), io.colours());
        this.transport = transport;
        this.callTimeout = callTimeout;
    }

    /**
     * Takes the tour.
     *
     * @param endpoints where to
     * @param ours whether that etcd is there for the tour alone
     * @throws TourFailedException when a claim does not hold
     */
    public void take(List<String> endpoints, boolean ours) throws Exception {
        CuttableLines lines = new CuttableLines(transport);
        String prefix = "/mainstay-tour-"
                + Long.toHexString(RandomGenerator.getDefault().nextLong()) + "/";
        stage.say(
                ours
                        ? "A tour of the Java client, on an etcd that was just started inside this process."
                        : "A tour of the Java client, on the etcd at " + String.join(", ", endpoints)
                                + ". Its keys begin with " + prefix + " and are removed at the end.");
        stage.say("Each line with an arrow is checked; the tour fails if one does not hold.");
        stage.code("EtcdClient etcd = EtcdClient.connect(\"" + endpoints.get(0) + "\");");
        try (EtcdClient etcd = EtcdClient.builder()
                .endpoints(endpoints.toArray(String[]::new))
                .transport(lines)
                .callTimeout(callTimeout)
                .build()) {
            try {
                play(new Scene(etcd, endpoints, prefix, lines, ours, stage));
            } finally {
                etcd.kv().delete(DeleteRequest.of(Bytes.utf8(prefix)).prefix());
            }
        }
        stage.end(stage.checks() + " claims checked, all hold. Your turn: mainstay up, and mainstay help.");
    }

    private void play(Scene scene) throws Exception {
        int number = 0;
        for (Chapter chapter : CHAPTERS) {
            stage.chapter(++number, chapter.title());
            chapter.play(scene);
        }
    }
}
