package io.mainstay.bench.servers;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** An embedded etcd as a process: it prints its address, and lives until its standard input ends. */
final class EmbeddedProcess {
    private EmbeddedProcess() {}

    /**
     * Starts it.
     *
     * @param arguments the directory to keep its state in; none for memory
     */
    public static void main(String[] arguments) throws IOException {
        EmbeddedEtcdBuilder builder = EmbeddedEtcd.builder();
        if (arguments.length > 0) {
            builder.dataDir(Path.of(arguments[0]));
        }
        try (EmbeddedEtcd etcd = builder.start()) {
            System.out.println(etcd.endpoint());
            while (System.in.read() >= 0) {
                // What comes is of no meaning.
            }
        }
    }
}
