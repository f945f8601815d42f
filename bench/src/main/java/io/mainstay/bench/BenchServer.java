package io.mainstay.bench;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.EtcdInstall;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one server that all peers of a run are measured against. */
interface BenchServer extends AutoCloseable {
    /** Some minutes of puts go past the 2 GiB that are the default. */
    long QUOTA_BYTES = 8L << 30;

    /** Its address, like {@code http://127.0.0.1:23456}. */
    String endpoint();

    /** What it is, for the report. */
    String description();

    @Override
    void close();

    /** Starts the server that the user wants; where nothing was said, a real etcd, and only without one our own. */
    static BenchServer start(Optional<Options.Server> wanted) {
        if (wanted.equals(Optional.of(Options.Server.EMBEDDED))) {
            return embedded();
        }
        Optional<EtcdInstall> install = RealEtcd.installed().stream().findFirst();
        if (install.isPresent()) {
            return real(install.get());
        }
        if (wanted.isPresent()) {
            throw new BenchException("no real etcd found; run tools/get-etcd");
        }
        System.err.println("NO REAL ETCD FOUND: measuring against the embedded one, which is no figure for"
                + " production. Run tools/get-etcd to bring a real one.");
        return embedded();
    }

    private static BenchServer embedded() {
        EmbeddedEtcd etcd = EmbeddedEtcd.builder().quotaBytes(QUOTA_BYTES).start();
        String endpoint = etcd.endpoint();
        return new BenchServer() {
            @Override
            public String endpoint() {
                return endpoint;
            }

            @Override
            public String description() {
                return "EMBEDDED etcd of this project, over gRPC, in a JVM beside the clients; NOT a real etcd";
            }

            @Override
            public void close() {
                etcd.close();
            }
        };
    }

    private static BenchServer real(EtcdInstall install) {
        List<String> flags = new ArrayList<>();
        flags.add("--quota-backend-bytes=" + QUOTA_BYTES);
        // A flush to disk for each batch would measure the disk.
        if (!install.is("3.4")) {
            flags.add("--unsafe-no-fsync");
        }
        RealEtcd etcd = RealEtcd.start(RealEtcdOptions.of(install).withFlags(flags.toArray(String[]::new)));
        return new BenchServer() {
            @Override
            public String endpoint() {
                return etcd.endpoint();
            }

            @Override
            public String description() {
                return "real etcd " + etcd.version() + ", one member, " + String.join(" ", flags);
            }

            @Override
            public void close() {
                etcd.close();
            }
        };
    }
}
