package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.cluster.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists all alarms", customSynopsis = "mainstay alarm list")
final class AlarmListCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    AlarmListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!words.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "alarm list command accepts no arguments");
        }
        shell.wantSimple();
        for (Alarm alarm : shell.with(client -> client.cluster().alarms())) {
            String member = Long.toUnsignedString(alarm.memberId());
            // The space at the end is etcdctl's.
            shell.io().out().line("memberID:" + member + " alarm:" + alarm.type() + " ");
        }
        return ExitCodes.OK;
    }
}
