package io.mainstay.etcd.embedded;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mainstay.etcd.embedded.internal.disk.KilledDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The program that is killed while others write to it: a durable server with a port, which it prints. To each line that
 * it is given it says how many streams, watches and threads it has, and how many files and sockets are open.
 */
final class KilledPort {
    private KilledPort() {}

    /** Serves a directory until it is killed, or its input ends: directory, disk, length of a long log. */
    public static void main(String[] args) throws IOException {
        EmbeddedEtcd etcd = EmbeddedEtcd.builder()
                .dataDir(Path.of(args[0]))
                .disk(KilledDisk.valueOf(args[1]))
                .longLog(Long.parseLong(args[2]))
                .bcryptCost(4)
                .start();
        System.out.println(etcd.endpoint());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.println(counts(etcd));
        }
        etcd.close();
    }

    private static String counts(EmbeddedEtcd etcd) {
        return etcd.streamCount() + " streams, " + etcd.watcherCount() + " watches, " + threads() + " threads, "
                + openFiles() + " files";
    }

    /** How many threads the servers of this JVM have. */
    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("embedded-etcd") || name.startsWith("mainstay-door"))
                .count();
    }

    /** How many files and sockets this JVM has open. */
    static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
