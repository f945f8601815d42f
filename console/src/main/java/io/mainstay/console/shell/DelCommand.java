package io.mainstay.console.shell;

import io.mainstay.console.output.Printer;
import io.mainstay.console.output.Quoted;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.spi.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "del",
        description = "Removes the specified key or range of keys [key, range_end)",
        customSynopsis = "mainstay del [options] <key> [range_end]")
final class DelCommand implements Callable<Integer> {
    private static final Duration SECOND_THOUGHTS = Duration.ofSeconds(2);

    private final Shell shell;

    @Mixin
    DelFlags flags = new DelFlags();

    DelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Printer printer = shell.printer();
        List<Bytes> words = Shell.bytes(flags.words);
        DeleteRequest request = flags.options().request(words);
        if (flags.options().doubtful(words)) {
            warn(words.get(0), words.get(1));
            pause();
        }
        printer.delete(shell.with(client -> client.kv().delete(request)));
        return ExitCodes.OK;
    }

    private void warn(Bytes from, Bytes end) {
        String range = "Keys between " + Quoted.of(from) + " and " + Quoted.of(end);
        shell.io()
                .say("Warning: " + range + " will be deleted. Please interrupt the command within next 2 seconds to"
                        + " cancel. You can provide `--range` flag to avoid the delay.");
    }

    private static void pause() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        try (SystemClock clock = new SystemClock("mainstay-pause")) {
            clock.schedule(SECOND_THOUGHTS, over::countDown);
            over.await();
        }
    }
}
