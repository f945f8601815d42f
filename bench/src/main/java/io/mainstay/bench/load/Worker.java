package io.mainstay.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The program of a peer's JVM: warms up, runs every case once, and prints a line for each on standard output. It ends
 * when its standard input does, so that none outlives the program that started it.
 */
public final class Worker {
    /** Starts each line with a result; the name of the case and its figures follow, with tabs between them. */
    public static final String RESULT = "RESULT\t";

    private Worker() {}

    /** The arguments: the class of the peer, the endpoint, and a {@link Pace}. */
    public static void main(String[] args) {
        endWithInput();
        // What a peer prints goes elsewhere; standard output is for results.
        PrintStream results = System.out;
        System.setOut(System.err);
        int status = 0;
        try (Peer peer = connect(args[0], args[1])) {
            run(peer, Pace.parse(args[2], args[3], args[4]), results);
        } catch (Throwable e) {
            e.printStackTrace();
            status = 1;
        }
        results.flush();
        // A client that leaves a thread behind must not hold up the rest.
        Runtime.getRuntime().halt(status);
    }

    private static Peer connect(String name, String endpoint) throws ReflectiveOperationException {
        return Class.forName(name)
                .asSubclass(Peer.class)
                .getConstructor(String.class)
                .newInstance(endpoint);
    }

    private static void run(Peer peer, Pace pace, PrintStream results) throws Exception {
        Load load = new Load(peer, new Keyspace());
        load.fill();
        List<Case> cases = Case.all();
        Duration share = pace.warmUp().dividedBy(cases.size());
        for (Case each : cases) {
            load.run(each, share);
        }
        for (Case each : cases) {
            load.run(each, pace.settle());
            results.println(
                    RESULT + each + "\t" + load.run(each, pace.measure()).toLine());
        }
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
