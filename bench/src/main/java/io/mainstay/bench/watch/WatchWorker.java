package io.mainstay.bench.watch;

import io.mainstay.bench.load.ProcessCost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program of a peer's JVM: says {@link #READY} on standard output when the driver may write, then gives its
 * figures, one a line. It ends when its standard input does, so that none outlives the program that started it.
 */
public final class WatchWorker {
    /** The line after which the driver writes. */
    public static final String READY = "READY";

    /** Starts each line with a figure; its name and the number follow, with tabs between them. */
    public static final String FIGURE = "FIGURE\t";

    /** Every key that is written starts so. */
    public static final String PREFIX = "/bench/watch/";

    private static final int TTL_SECONDS = 30;
    private static final int LONGEST_READY_SECONDS = 120;
    private static final int LONGEST_FANIN_SECONDS = 300;
    private static final int SAMPLE_SECONDS = 10;

    private final WatchPeer peer;
    private final PrintStream out;

    private WatchWorker(WatchPeer peer, PrintStream out) {
        this.peer = peer;
        this.out = out;
    }

    /**
     * The arguments: the class of the peer, the endpoint, then {@code fanin EVENTS} or {@code many N LEASES SECONDS}.
     */
    public static void main(String[] args) {
        endWithInput();
        // What a peer prints goes elsewhere; standard output is for figures.
        PrintStream out = System.out;
        System.setOut(System.err);
        int status = 0;
        try (WatchPeer peer = Class.forName(args[0])
                .asSubclass(WatchPeer.class)
                .getConstructor(String.class)
                .newInstance(args[1])) {
            WatchWorker worker = new WatchWorker(peer, out);
            if (args[2].equals("fanin")) {
                worker.fanin(Long.parseLong(args[3]));
            } else {
                worker.many(Integer.parseInt(args[3]), Integer.parseInt(args[4]), Integer.parseInt(args[5]));
            }
        } catch (Throwable e) {
            e.printStackTrace();
            status = 1;
        }
        out.flush();
        // A client that leaves a thread behind must not hold up the rest.
        Runtime.getRuntime().halt(status);
    }

    /** The key of one of many watches. */
    public static String key(int index) {
        return PREFIX + String.format(Locale.ROOT, "%06d", index);
    }

    private void fanin(long wanted) throws Exception {
        WatchTally tally = new WatchTally(1, wanted);
        peer.watch(PREFIX.getBytes(StandardCharsets.US_ASCII), true, tally);
        awaitReady(tally);
        ProcessCost before = ProcessCost.now();
        long start = System.nanoTime();
        out.println(READY);
        out.flush();
        if (!tally.whenAllCame().await(LONGEST_FANIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("of " + wanted + " events only " + tally.events() + " came");
        }
        long nanos = System.nanoTime() - start;
        ProcessCost.Spent spent = ProcessCost.now().since(before);
        figure("events/s", wanted * 1e9 / nanos);
        figure("CPU us/event", spent.cpuNanos() / 1e3 / wanted);
        figure("B/event", (double) spent.allocatedBytes() / wanted);
        figure("events/message", (double) tally.events() / tally.messages());
        figure("events beyond", (double) (tally.events() - wanted));
    }

    private void many(int watches, int leases, int seconds) throws Exception {
        long start = System.nanoTime();
        WatchTally tally = new WatchTally(watches, Long.MAX_VALUE);
        for (int i = 0; i < watches; i++) {
            peer.watch(key(i).getBytes(StandardCharsets.US_ASCII), false, tally);
        }
        awaitReady(tally);
        figure("s until watches ready", (System.nanoTime() - start) / 1e9);
        AtomicInteger lost = new AtomicInteger();
        start = System.nanoTime();
        for (int i = 0; i < leases; i++) {
            peer.keep(TTL_SECONDS, lost::incrementAndGet);
        }
        figure("s until leases kept", (System.nanoTime() - start) / 1e9);
        out.println(READY);
        out.flush();
        stand(tally, seconds);
        figure("leases lost", lost.get());
        figure("watch failures", (double) tally.failures());
        figure("events seen", (double) tally.events());
        figure("threads", ProcessCost.threadCount());
    }

    /** Lets time go by and looks at the heap now and then; the first and the last look, and what it cost. */
    private void stand(WatchTally tally, int seconds) throws InterruptedException {
        double first = heapMiB();
        double most = first;
        double last = first;
        ProcessCost before = ProcessCost.now();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - end < 0) {
            tally.whenAllCame().await(Math.min(SAMPLE_SECONDS, seconds), TimeUnit.SECONDS);
            last = heapMiB();
            most = Math.max(most, last);
        }
        ProcessCost.Spent spent = ProcessCost.now().since(before);
        double elapsed = (System.nanoTime() - start) / 1e9;
        figure("heap MiB at first", first);
        figure("heap MiB at most", most);
        figure("heap MiB at last", last);
        figure("CPU ms/s", spent.cpuNanos() / 1e6 / elapsed);
        figure("KiB/s allocated", spent.allocatedBytes() / 1024.0 / elapsed);
    }

    private static void awaitReady(WatchTally tally) throws InterruptedException {
        if (!tally.whenReady().await(LONGEST_READY_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(tally.whenReady().getCount() + " watches are not ready after "
                    + LONGEST_READY_SECONDS + " s; " + tally.failures() + " have failed");
        }
    }

    /** What is in use after a collection. */
    private static double heapMiB() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20);
    }

    private void figure(String name, double value) {
        out.println(FIGURE + name + "\t" + String.format(Locale.ROOT, "%.3f", value));
    }

    private static void endWithInput() {
        Thread guard = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        System.err.println("standard input broke: " + e);
                    }
                    Runtime.getRuntime().halt(3);
                },
                "bench-input-guard");
        guard.setDaemon(true);
        guard.start();
    }
}
