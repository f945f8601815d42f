package io.mainstay.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every command, from its words to its output, against the embedded etcd over gRPC. */
@Timeout(60)
class EveryCommandTest {
    private EmbeddedEtcd etcd;

    @BeforeEach
    void start() {
        etcd = EmbeddedEtcd.start();
    }

    @AfterEach
    void stop() {
        etcd.close();
    }

    @Test
    void keysComeAndGo() {
        assertThat(out("put", "a", "1")).isEqualTo("OK\n");
        assertThat(out("put", "a", "2", "--prev-kv")).isEqualTo("OK\na\n1\n");
        assertThat(out("put", "b", "--", "--minus")).isEqualTo("OK\n");
        assertThat(out("get", "a")).isEqualTo("a\n2\n");
        assertThat(out("get", "a", "--rev=2")).isEqualTo("a\n1\n");
        assertThat(out("get", "", "--prefix", "--keys-only")).isEqualTo("a\n\nb\n\n");
        assertThat(out("get", "", "--from-key", "--order=descend", "--print-value-only"))
                .isEqualTo("--minus\n2\n");
        assertThat(out("get", "a", "--hex")).isEqualTo("\\x61\n\\x32\n");
        assertThat(out("get", "a", "z", "--limit=1", "-w", "fields")).contains("\"More\" : true\n\"Count\" : 2\n");
        assertThat(out("del", "a", "--prev-kv")).isEqualTo("1\na\n2\n");
        assertThat(out("del", "", "--prefix")).isEqualTo("1\n");
    }

    @Test
    void aValueComesFromStandardInputAsItIs() {
        assertThat(run().in("\u00ff\0\n").with(words("put", "bin")).out()).isEqualTo("OK\n");
        assertThat(out("get", "bin", "--print-value-only")).isEqualTo("\u00ff\0\n\n");
        assertThat(out("get", "bin", "-w", "fields")).contains("\"Value\" : \"\\xff\\x00\\n\"");
    }

    @Test
    void aTransactionRunsOneOfItsBranches() {
        out("put", "a", "1");
        String script = "value(\"a\") = \"1\"\n\nput a 2\nget b\n\nput a 'n o'\nget a\n\n";
        assertThat(run().in(script).with(words("txn")).out()).isEqualTo("SUCCESS\n\nOK\n\n");
        assertThat(run().in(script).with(words("txn", "-i")).out())
                .isEqualTo("compares:\nsuccess requests (get, put, del):\nfailure requests (get, put, del):\n"
                        + "FAILURE\n\nOK\n\na\nn o\n");
    }

    @Test
    void aDuplicateKeyIsRefusedInEtcdsWords() {
        Run.Result run = run().in("\nput a 1\nput a 2\n\n\n").with(words("txn"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("Error: etcdserver: duplicate key given in txn request\n");
    }

    @Test
    void aWatchTellsThePastAndRunsAProgram() {
        out("put", "w", "1");
        out("put", "w", "end");
        Run.Result run = run().with(words(
                "watch",
                "w",
                "--rev=2",
                "--prev-kv",
                "--",
                "sh",
                "-c",
                "echo $ETCD_WATCH_EVENT_TYPE $ETCD_WATCH_KEY $ETCD_WATCH_VALUE; test $ETCD_WATCH_VALUE != '\"end\"'"));
        assertThat(run.out()).isEqualTo("PUT\nw\n1\nPUT\nw\n1\nw\nend\n\"PUT\" \"w\" \"1\"\n\"PUT\" \"w\" \"end\"\n");
        assertThat(run.err()).startsWith("command [\"sh\" \"-c\" ").endsWith(" error (exit status 1)\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        out("put", "w", "1");
        Run.Result run = run().with(words("watch", "w", "--rev=2", "--", "no-such-program"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("command [\"no-such-program\"] error (");
    }

    @Test
    void aWatchOfACompactedRevisionEnds() {
        out("put", "w", "1");
        out("put", "w", "2");
        assertThat(out("compaction", "3")).isEqualTo("compacted revision 3\n");
        Run.Result run = run().with(words("watch", "w", "--rev=2"));
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err())
                .startsWith("watch was canceled (etcdserver: mvcc: required revision has been compacted)\n"
                        + "Error: watch is canceled by the server\n")
                .contains("the oldest revision kept is 3");
    }

    @Test
    void aDialogueStartsWatchesAndAsksForProgress() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        Screen screen = new Screen();
        try (PipedInputStream in = new PipedInputStream(keyboard)) {
            CompletableFuture<Run.Result> running =
                    CompletableFuture.supplyAsync(() -> run().in(in).out(screen).with(words("watch", "-i")));
            type(keyboard, "watch x --rev=1\nfoo\nwatch\n");
            out("put", "x", "1");
            screen.await("PUT\nx\n1\n");
            type(keyboard, "progress\n");
            screen.await("progress notify: 2\n");
            keyboard.close();
            Run.Result run = running.get(30, TimeUnit.SECONDS);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err())
                    .isEqualTo("Invalid command foo (only support watch)\n"
                            + "Invalid command watch (command type or key is not provided)\n"
                            + "Error: error reading watch request line: EOF\n");
        }
    }

    @Test
    void leasesAreGrantedAskedRenewedAndRevoked() {
        String granted = out("lease", "grant", "500");
        assertThat(granted).matches("lease [0-9a-f]{16} granted with TTL\\(500s\\)\n");
        String id = granted.substring(6, 22);
        out("put", "k", "v", "--lease=" + id);
        assertThat(out("lease", "list")).isEqualTo("found 1 leases\n" + id + "\n");
        assertThat(out("lease", "timetolive", id, "--keys"))
                .matches("lease " + id
                        + " granted with TTL\\(500s\\), remaining\\((500|49\\d)s\\), attached keys\\(\\[k]\\)\n");
        assertThat(out("lease", "keep-alive", "--once", id)).isEqualTo("lease " + id + " keepalived with TTL(500)\n");
        assertThat(out("lease", "revoke", id)).isEqualTo("lease " + id + " revoked\n");
        assertThat(out("get", "k")).isEmpty();
        assertThat(out("lease", "timetolive", id)).isEqualTo("lease " + id + " already expired\n");
        Run.Result gone = run().with(words("lease", "keep-alive", "--once", id));
        assertThat(gone.exit()).isEqualTo(2);
        assertThat(gone.err()).startsWith("Error: etcdserver: requested lease not found\n");
    }

    @Test
    void aLeaseIsKeptAliveUntilItIsGone() throws Exception {
        String id = out("lease", "grant", "2").substring(6, 22);
        Screen screen = new Screen();
        CompletableFuture<Run.Result> running =
                CompletableFuture.supplyAsync(() -> run().out(screen).with(words("lease", "keep-alive", id)));
        screen.await("lease " + id + " keepalived with TTL(2)\n");
        out("lease", "revoke", id);
        Run.Result run = running.get(30, TimeUnit.SECONDS);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("lease " + id + " keepalived with TTL(2)\n")
                .endsWith("lease " + id + " expired or revoked.\n");
    }

    @Test
    void membersAndEndpointsTellOfThemselves() {
        String endpoint = etcd.endpoint();
        assertThat(out("member", "list")).matches("[0-9a-f]+, started, .*, " + endpoint + ", false\n");
        assertThat(out("endpoint", "status", "--cluster"))
                .startsWith(endpoint + ", ")
                .contains(", 3.6.");
        assertThat(out("endpoint", "health"))
                .matches("\\S+ is healthy: successfully committed proposal: took = \\S+\n");
        assertThat(out("endpoint", "hashkv")).matches("\\S+, \\d+, \\d+\n");
        assertThat(out("endpoint", "hashkv", "-w", "table")).contains("| HASH REVISION |");
    }

    private Run run() {
        return Run.program();
    }

    private String[] words(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "--endpoints=" + etcd.endpoint();
        System.arraycopy(words, 0, all, 1, words.length);
        return all;
    }

    private String out(String... words) {
        Run.Result run = run().with(words(words));
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return run.out();
    }

    private static void type(PipedOutputStream keyboard, String lines) throws IOException {
        keyboard.write(lines.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }
}
