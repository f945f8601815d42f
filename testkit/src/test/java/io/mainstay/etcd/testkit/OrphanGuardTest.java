package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What is left of a real etcd when the JVM that started it ends, in order or not. */
class OrphanGuardTest {

    /** The JVM that ends: starts an etcd, tells where it is, and waits for a word. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws IOException {
            EtcdMember place = EtcdMember.create(1).get(0);
            EtcdInstall install = RealEtcd.installed().get(0);
            RealEtcd.start(() -> List.of(place), RealEtcdOptions.of(install), members -> members.get(0));
            System.out.println(place.clientPort());
            System.out.println(place.folder());
            System.in.read();
            System.exit(0);
        }
    }

    @Test
    void aKilledJvmLeavesNothing() throws Exception {
        assertNothingSurvives(Process::destroyForcibly);
    }

    @Test
    void aJvmThatExitsLeavesNothing() throws Exception {
        assertNothingSurvives(parent -> parent.getOutputStream().close());
    }

    private interface End {
        void of(Process parent) throws IOException;
    }

    private static void assertNothingSurvives(End end) throws Exception {
        Requirement.realEtcd();
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            int port = Integer.parseInt(output.readLine());
            Path folder = Path.of(output.readLine());
            try (Socket connection = new Socket(LoopbackPorts.HOST, port)) {
                connection.setSoTimeout(20_000);
                assertThat(folder).isNotEmptyDirectory();

                end.of(parent);

                assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(endOf(connection.getInputStream())).isTrue();
            }
            awaitTrue("the folder is gone", () -> !Files.exists(folder));
            awaitTrue("the port is free", () -> LoopbackPorts.isFree(port));
        } finally {
            parent.destroyForcibly();
        }
    }
    /** Reads until the server's end of the connection is gone. */
    private static boolean endOf(InputStream connection) throws IOException {
        try {
            return connection.read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** What follows a killed process follows soon, and nothing tells when: so look again and again, for a while. */
    private static void awaitTrue(String what, BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }
}
