package io.mainstay.bench;

import io.mainstay.etcd.testkit.EtcdInstall;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one server that all peers of a run are measured against. */
interface BenchServer extends AutoCloseable {
    /** Its address, like {@code http://127.0.0.1:23456}. */
    String endpoint();

    /** What it is, for the report. */
    String description();

    @Override
    void close();

    /** Starts the server that the user wants; a real etcd where nothing was said and there is one. */
    static BenchServer start(Optional<Options.Server> wanted) {
        Optional<EtcdInstall> install = RealEtcd.installed().stream().findFirst();
        if (wanted.equals(Optional.of(Options.Server.EMBEDDED))) {
            throw new BenchException("there is no embedded etcd yet");
        }
        return real(install.orElseThrow(() -> new BenchException("no real etcd found; run tools/get-etcd")));
    }

    private static BenchServer real(EtcdInstall install) {
        List<String> flags = new ArrayList<>();
        // Some minutes of puts go past the 2 GiB that are the default.
        flags.add("--quota-backend-bytes=8589934592");
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
