package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.spi.DaemonThreads;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "up",
        description = {
            "Starts an etcd in this process that any etcd client can talk to",
            "",
            "Its one port serves gRPC, etcd's JSON gateway (POST /v3/..., streams over WebSockets too), /health,"
                    + " /livez, /readyz, /version and /metrics; over TLS where --cert-file is given.",
            "",
            "Prints one line when it serves: ready etcd=http://127.0.0.1:2379",
            "",
            "Ends on Ctrl-C or SIGTERM; like etcd it then ends as that signal ends a program (exit code 130 or 143)."
                    + " Data are in memory and end with it, unless --data-dir names a folder: then a write is answered"
                    + " only when it is on the disk, and the next up goes on there."
        },
        customSynopsis = "mainstay up [options]")
final class UpCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "where to listen (default: 127.0.0.1:2379); port 0 picks a free one")
    String listen = "127.0.0.1:2379";

    @Option(
            names = "--console",
            paramLabel = "HOST:PORT",
            description = "the web console: not part of this version yet")
    String console = "";

    @Option(names = "--no-console", description = "without the web console")
    boolean noConsole;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "keep all data in this folder, so that they survive any end (default: in memory)")
    String dataDir = "";

    @Option(
            names = "--cert-file",
            paramLabel = "FILE",
            description = "serve over TLS only, and show this certificate (PEM)")
    String certFile = "";

    @Option(names = "--key-file", paramLabel = "FILE", description = "the key of that certificate (PEM)")
    String keyFile = "";

    @Option(
            names = "--trusted-ca-file",
            paramLabel = "FILE",
            description = "let only clients in whose certificates these CAs have signed (PEM)")
    String trustedCaFile = "";

    @Option(
            names = "--client-cert-auth",
            description = "ask clients for certificates: what --trusted-ca-file does anyway")
    boolean clientCertAuth;

    @Option(
            names = "--auth-token",
            paramLabel = "KIND",
            description = "the tokens that users get: simple, or jwt,sign-method=RS256,pub-key=FILE,priv-key=FILE,"
                    + "ttl=10m with keys in PEM (default: simple)")
    String authToken = "simple";

    @Option(
            names = "--compat",
            paramLabel = "VERSION",
            description = "the etcd it behaves as where versions differ: 3.5, 3.6 or 3.7 (default: 3.6)")
    String compat = "3.6";

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        try (EmbeddedEtcd etcd = start()) {
            Thread stop = DaemonThreads.named("mainstay-stop").newThread(etcd::close);
            Runtime.getRuntime().addShutdownHook(stop);
            shell.io().out().line("ready etcd=" + etcd.endpoint());
            shell.io().out().flush();
            new CountDownLatch(1).await();
        }
        return ExitCodes.OK;
    }

    private EmbeddedEtcd start() {
        try {
            EmbeddedEtcdBuilder builder = EmbeddedEtcd.builder().listen(Listen.parse(listen));
            behaveAs(builder);
            if (!dataDir.isEmpty()) {
                builder.dataDir(Path.of(dataDir));
            }
            secure(builder);
            return builder.authToken(authToken).start();
        } catch (DataDirectoryException | InvalidPathException e) {
            throw new BadCommandException(Kind.OTHER, "--data-dir: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // It names the file of TLS or the option of the tokens.
            throw new BadCommandException(Kind.OTHER, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new BadCommandException(
                    Kind.OTHER, e.getMessage() + "; end what listens there, or choose another with --listen");
        }
    }

    private void secure(EmbeddedEtcdBuilder builder) {
        if (!certFile.isEmpty()) {
            builder.tls(Path.of(certFile), Path.of(keyFile));
        }
        if (!trustedCaFile.isEmpty()) {
            builder.clientCertAuth(Path.of(trustedCaFile));
        }
    }

    private void behaveAs(EmbeddedEtcdBuilder builder) {
        try {
            builder.compat(compat);
        } catch (IllegalArgumentException e) {
            throw new BadCommandException(Kind.FEATURE, "--compat: " + e.getMessage());
        }
    }

    private void check() {
        if (!words.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "up does not accept argument " + words.get(0));
        }
        if (certFile.isEmpty() != keyFile.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "--cert-file and --key-file belong together: name both");
        }
        if (clientCertAuth && trustedCaFile.isEmpty()) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "--client-cert-auth needs --trusted-ca-file: the CAs of the clients' certificates");
        }
        if (!trustedCaFile.isEmpty() && certFile.isEmpty()) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "--trusted-ca-file needs TLS: name the server's --cert-file and --key-file too");
        }
        if (!console.isEmpty()) {
            throw new BadCommandException(Kind.FEATURE, "--console: the web console is not part of this version yet");
        }
    }
}
